import { describe, expect, it } from 'vitest';
import { read, thing } from './reading.testing.ts';

const specsOf = (text: string) => read(text).manifests.map(({ body }) => body['spec']);
const namesOf = (text: string) => read(text).manifests.map(({ ref }) => ref.name);

describe('a document', () => {
  it.each<[string, string, unknown]>([
    ['keys that are no strings', '{on: 1, 80: 2, 1.5: 3, "off": 4}', { true: 1, 80: 2, 1.5: 3, off: 4 }],
    ['tags', '{a: !!str 1, b: !!int "3", c: !shop 5, d: "on"}', { a: '1', b: 3, c: '5', d: 'on' }],
    ['anchors', '[&a {x: 1}, *a, &a 2, *a]', [{ x: 1 }, { x: 1 }, 2, 2]],
    ['merge keys above', '{<<: {x: 1, z: 2}, z: 3}', { x: 1, z: 3 }],
    ['merge keys below, as kubectl', '{z: 3, <<: {x: 1, z: 2}}', { x: 1, z: 2 }],
    ['a list of merge keys', '{<<: [{x: 1}, {x: 2, z: 3}]}', { x: 1, z: 3 }],
    ['a quoted merge key', '{"<<": {x: 1}}', { '<<': { x: 1 } }],
    ['a separator in a block scalar', '|\n  a\n  ---\n  b', 'a\n---\nb\n'],
    ['braces in strings', '\n  a: "{{ .Host }}"\n  b: x{{y}}', { a: '{{ .Host }}', b: 'x{{y}}' }],
    ['a tab after a colon', '\ta', 'a'],
    ['a long line', `"${'x'.repeat(2_000_000)}"`, 'x'.repeat(2_000_000)],
    ['an escaped NUL', '"a\\0b"', 'a\0b'],
  ])('holds %s', (_name, spec, value) => {
    const { manifests, said } = read(thing(spec));
    expect(manifests.map(({ body }) => body['spec'])).toEqual([value]);
    expect(said).toEqual([]);
  });

  it('takes keys of the prototype for keys', () => {
    const [spec] = specsOf(thing('{__proto__: {polluted: 1}, constructor: {prototype: 2}}'));
    expect(Object.keys(spec as object)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('says which key stands twice', () => {
    const { manifests, said } = read(`${thing('\n  a: 1\n  a: {b: 1, b: 2}')}kind: Thing\n`);
    expect(manifests[0]?.body['spec']).toEqual({ a: { b: 2 } });
    expect(said).toEqual(['I2G1005 6:3 shop', 'I2G1005 6:13 shop', 'I2G1005 7:1 shop']);
  });
});

describe('a file', () => {
  it.each<[string, string, string[]]>([
    ['nothing', '', []],
    ['comments and nulls', '# a\n---\n---\n# b\n---\nnull\n---\n~\n', []],
    [
      'documents',
      `---\n---  # first\n${thing('1', 'a')}--- \n${thing('2', 'b')}...\n---\n${thing('3', 'c')}`,
      ['a', 'b', 'c'],
    ],
    ['a byte order mark', `\uFEFF${thing('1', 'a')}---\n\uFEFF${thing('1', 'b')}`, ['a', 'b']],
    ['carriage returns', thing('1', 'a').replaceAll('\n', '\r'), ['a']],
    [
      'JSON with tabs',
      '{\n\t"apiVersion":\t"v1",\n\t"kind": "A",\n\t"metadata": {"name": "a\\/b\\ud83d\\uded2"}\n}',
      ['a/b🛒'],
    ],
  ])('holds %s', (_name, text, names) => {
    expect(namesOf(text)).toEqual(names);
    expect(read(text).said).toEqual([]);
  });

  it('holds JSON objects one after the other', () => {
    const object = (name: string) => `{"apiVersion": "v1", "kind": "A", "metadata": {"name": "${name}"}}`;
    expect(namesOf(object('}{') + object('b'))).toEqual(['}{', 'b']);
    expect(namesOf(`${object('a')}\n${object('\\"{')}\n---\n${object('c')}`)).toEqual(['a', '"{', 'c']);
    expect(read(`${object('a')}, ${object('b')}`).said).toEqual(['I2G1001 1:61']);
  });
});

describe('a broken document', () => {
  it.each([
    ['I2G1001 5:6', 'a: "b'],
    ['I2G1001 5:4', 'a: b: c'],
    ['I2G1001 6:1', 'a:\n\t\tb: c'],
    ['I2G1001 5:3', '? [a]\n: b'],
    ['I2G1001 5:4', 'a: *b'],
    ['I2G1001 5:8', 'a: &b [*b]'],
    ['I2G1001 5:4', 'a: .inf'],
    ['I2G1001 5:10', 'a: !!int on'],
    ['I2G1001 5:6', 'a: "b\0"'],
    ['I2G1001 5:5', 'a: "\x7f"'],
    ['I2G1001 5:1', '~: a'],
    ['I2G1001 5:5', '<<: 3'],
    ['I2G1002 5:1', '{{- if .Values.ingress }}\na: b\n{{- end }}'],
    ['I2G1002 5:4', 'a: {{ .Values.host }}'],
    ['I2G1002 5:1', '{% if ingress %}\na: b\n{% endif %}'],
    ['I2G1002 5:5', 'a: [{{ host }}]'],
    ['I2G1001 6:4', '# {{ a }}\nb: "{{ c }}": d'],
  ])('is reported as %s and stops no other: %j', (said, text) => {
    const outcome = read(`${thing('1', 'a').slice(0, -8)}---\n${text}\n---\n${thing('2', 'b')}`);
    expect(outcome.manifests.map(({ ref }) => ref.name)).toEqual(['a', 'b']);
    expect(outcome.said).toEqual([said]);
  });

  it('may begin with a separator that is none', () => {
    expect(read(`--- {a: 1}\n---- \n---x\n${thing('1')}---\n${thing('2')}`).said).toEqual([
      'I2G1001 1:5',
      'I2G1001 2:4',
      'I2G1001 3:4',
    ]);
  });

  it('may begin with a directive', () => {
    const { manifests, said } = read(`%YAML 1.2\n---\n${thing('on')}`);
    expect(said).toEqual(['I2G1001 1:10']);
    expect(manifests[0]?.body['spec']).toBe(true);
  });

  it('ends at three dots', () => {
    expect(read(`${thing('1')}...\n${thing('2')}`).said).toEqual(['I2G1006 6:1']);
  });

  it.each([
    ['aliases', ['a: &a [x, x, x, x, x, x, x, x, x]', ...[...'bcdefghi'].map(line)].join('\n')],
    ['brackets', '['.repeat(100_000)],
    ['maps', 'a: '.concat('{a: '.repeat(600), '}'.repeat(600))],
    ['dashes', '- '.repeat(100_000)],
  ])('may be a bomb of %s', (_name, text) => {
    expect(read(text).said).toEqual([expect.stringMatching(/^I2G1001 /)]);
  });

  function line(key: string): string {
    const before = String.fromCharCode(key.charCodeAt(0) - 1);
    return `${key}: &${key} [${Array(9).fill(`*${before}`).join(', ')}]`;
  }
});

describe('what is no object', () => {
  it.each([
    ['I2G1003 1:1', 'replicas: 2\nimage: {tag: 1}\n'],
    ['I2G1003 1:1', 'apiVersion: v1\n'],
    ['I2G1003 2:1', 'a: 1\nkind: Thing\n'],
    ['I2G1003 1:1', '- a\n- b\n'],
    ['I2G1003 1:1', 'just text\n'],
    ['I2G1004 1:1', 'kind: Ingress\nmetadata: {name: shop}\n'],
  ])('is passed over with %s', (said, text) => {
    expect(read(text)).toEqual({ manifests: [], said: [said] });
  });
});
