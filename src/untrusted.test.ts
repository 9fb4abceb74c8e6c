import { describe, expect, it } from 'vitest';
import { reports } from './commands/reports.ts';
import type { Converted } from './convert.ts';
import { readBaseline } from './diagnostics/baseline.ts';
import { plain } from './diagnostics/human.ts';
import { finish, type Provenance } from './print/finish.ts';
import { printers } from './print/printers.ts';
import { converted, good, ingress, prefix } from './untrusted.testing.ts';
import { version } from './version.ts';

/** Inputs that mean harm, or are only too large. */

const routesOf = ({ objects }: Converted): number => objects.filter(({ object }) => object.kind === 'HTTPRoute').length;

const codesOf = ({ diagnostics }: Converted): readonly string[] => diagnostics.map(({ code }) => code);

/** Everything that a run may print. */
async function everythingPrinted({ objects, diagnostics }: Converted): Promise<ReadonlyMap<string, string>> {
  const context = { version, paint: plain, isAccepted: () => false, isFailure: () => true };
  const texts = new Map<string, string>();
  for (const [name, report] of Object.entries(reports)) texts.set(name, (await report())(diagnostics, context));
  for (const [name, printer] of Object.entries(printers)) {
    for (const provenance of ['comments', 'annotations', 'none'] satisfies Provenance[]) {
      texts.set(`${name} ${provenance}`, (await printer())(objects.map((o) => finish(o, provenance, version))));
    }
  }
  return texts;
}

describe('keys that objects of JavaScript have already', () => {
  const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];
  const poison = `{${keys.map((key) => `"${key}": {"polluted": "yes"}`).join(', ')}}`;
  const texts = keys.map((key) => `"${key}": "yes"`).join(', ');

  it('change nothing, wherever they stand', () => {
    const text = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  labels: {${texts}}
  annotations: {${texts}, ${keys.map((key) => `"${prefix}${key}": "yes"`).join(', ')}}
  "__proto__": {"polluted": "yes"}
spec:
  "__proto__": {"polluted": "yes"}
  ingressClassName: nginx
  rules:
  - host: shop.example.com
    "constructor": {"prototype": {"polluted": "yes"}}
    http: {paths: [{path: /, pathType: Prefix, "__proto__": ${poison}, backend: {service: {name: shop, port: {number: 80}}}}]}
---
<<: ${poison}
apiVersion: v1
kind: ConfigMap
metadata: {name: ingress-nginx-controller, namespace: ingress-nginx}
data: {${texts}}
---
{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "__proto__"}, "data": ${poison}, "__proto__": ${poison}}
`;
    const result = converted(text);
    expect(routesOf(result)).toBe(1);
    expect(codesOf(result)).not.toContain('I2G1001');
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each(keys)('are names like any other: %s', (key) => {
    const lower = key.toLowerCase().replaceAll('_', '');
    const result = converted(
      JSON.stringify(ingress({ [`${prefix}upstream-vhost`]: key }, { name: lower, namespace: lower })),
    );
    expect(codesOf(result)).not.toContain('I2G9001');
    expect(routesOf(result)).toBe(1);
  });

  it('are nothing in a baseline', () => {
    expect(readBaseline(`{"__proto__": {"diagnostics": []}, "polluted": ${poison}}`)).toBeUndefined();
    expect(readBaseline('{"diagnostics": [{"code": "__proto__", "places": [{"__proto__": {}}]}]}')?.size).toBe(1);
  });
});

describe('documents that are bombs', () => {
  const laughs = (most: number) => {
    const levels = Array.from(
      { length: most },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`,
    );
    return `l0: &l0 ha\n${levels.join('\n')}`;
  };
  const depth = 20_000;
  const bombs: Readonly<Record<string, string>> = {
    'a billion laughs': laughs(12),
    'a billion laughs by merge keys': `a0: &a0 {k: v}\n${Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} {${Array.from({ length: 9 }, (_, j) => `k${j}: *a${i}`).join(', ')}}`).join('\n')}`,
    'lists in lists': `a: ${'['.repeat(depth)}${']'.repeat(depth)}`,
    'lists that nobody closes': `a: ${'['.repeat(depth)}`,
    'maps in maps': `a: ${'{a: '.repeat(depth)}1${'}'.repeat(depth)}`,
    'JSON in JSON': `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
    'lists of dashes': `a:\n${'- '.repeat(depth)}a`,
    'an alias of itself': 'a: &a [*a]',
  };

  it.each(Object.keys(bombs))('%s: are refused, and the next is read', (name) => {
    const result = converted(`${bombs[name]}${good}`);
    expect(codesOf(result)).toContain('I2G1001');
    expect(routesOf(result)).toBe(1);
  });

  const large: Readonly<Record<string, string>> = {
    'a map of 20,000 keys': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n${Array.from({ length: 20_000 }, (_, i) => `  k${i}: v\n`).join('')}`,
    '10,000 aliases': `a: &a x\nb:\n${'- *a\n'.repeat(10_000)}`,
    '10,000 anchors': `a:\n${Array.from({ length: 10_000 }, (_, i) => `- &a${i} x\n- *a${i}\n`).join('')}`,
    'a line of 5 MB': `# ${'x'.repeat(5_000_000)}`,
    'a value of 5 MB': `a: "${'x'.repeat(5_000_000)}"`,
    'a text of a million lines': `a: |\n${'  x\n'.repeat(1_000_000)}`,
    '20,000 empty documents': '---\n'.repeat(20_000),
    '20,000 JSON objects in a row': '{"a":1}\n'.repeat(20_000),
  };

  it.each(Object.keys(large))('%s: is read in a time that grows with its length alone', (name) => {
    const started = performance.now();
    expect(routesOf(converted(`${large[name]}${good}`))).toBe(1);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('characters that steer a terminal', () => {
  const steering = '\u001b[2J\u009b31m\u0007\r\n\u202e\u2066\u200b\ufeff\u2028\u0085';
  // Line ends and tabs are how texts are laid out; no other of these may get through.
  const raw = /[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?![\n\t])\p{Cc}/u;

  const places: Readonly<Record<string, Converted>> = {
    'the name of an annotation': converted(
      JSON.stringify(ingress({ [`${prefix}x${steering}`]: 'x', [steering]: 'y' })),
    ),
    'the value of an annotation': converted(
      JSON.stringify(
        ingress({ [`${prefix}auth-type`]: steering, [`${prefix}configuration-snippet`]: `deny ${steering};` }),
      ),
    ),
    'a name': converted(JSON.stringify(ingress({}, { name: `shop${steering}` })) + good),
    'a namespace': converted(JSON.stringify(ingress({}, { namespace: `shop${steering}` })) + good),
    'a class': converted(
      JSON.stringify(ingress({ [`${prefix}auth-type`]: 'x' }, { class: `nginx${steering}` })) + good,
    ),
    'a path': converted(JSON.stringify(ingress({ [`${prefix}use-regex`]: 'true' }, { path: `/${steering}` })) + good),
    'a kind': converted(JSON.stringify({ apiVersion: 'v1', kind: steering, metadata: { name: steering } }) + good),
    'the name of a file': converted(JSON.stringify(ingress({ [`${prefix}x`]: 'x' })), `shop${steering}.yaml`),
    'text that is no YAML': converted(`a: b: ${steering}${good}`),
    'a template': converted(`{{ "${'\u001b[2J\u202e'}" }}${good}`),
  };

  it.each(Object.keys(places))('never get through: %s', async (place) => {
    const result = places[place];
    if (result === undefined) throw new Error(place);
    for (const [form, text] of await everythingPrinted(result)) expect(text, form).not.toMatch(raw);
  });

  it.each(Object.entries(printers))('are the same text again in %s', async (_, printer) => {
    const object = {
      apiVersion: 'v1',
      kind: 'Thing',
      metadata: { name: 'a', namespace: 'b' },
      spec: { [steering]: steering },
    };
    const { parse } = await import('yaml');
    const text = (await printer())([{ object }]);
    expect(text).not.toMatch(raw);
    const read = parse(text);
    expect(read.items?.[0] ?? read).toEqual(object);
  });

  it('cannot end the comment above an object', async () => {
    const from = [
      {
        source: { kind: 'file', path: 'a', text: '' },
        path: [],
        object: { kind: 'Ingress', namespace: 'a\nkind: b', name: '\rc\u2028d' },
      },
    ] as const;
    const object = { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'a', namespace: 'b' } };
    const printed = finish({ object, from } as never, 'comments', version);
    for (const printer of [printers.yaml, printers.kyaml]) {
      const comments = (await printer())([printed])
        .split('\n')
        .filter((line) => line.startsWith('#'));
      expect(comments).toEqual(['# from Ingress a\\u{a}kind: b/\\u{d}c\\u{2028}d']);
    }
  });
});
