import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { goldenTexts } from '../dev/testdata.ts';
import { parseManifests } from '../read/parse.ts';
import { printKyaml } from './kyaml.ts';

const object = (spec: unknown) => ({ apiVersion: 'v1', kind: 'Thing', metadata: { name: 'shop' }, spec }) as never;
const printed = (spec: unknown): string => printKyaml([{ object: object(spec) }]);

describe('KYAML', () => {
  it('is written as kubectl writes it', () => {
    const spec = {
      list: [{ a: 1 }, { b: true }],
      names: ['x', 'y'],
      on: null,
      none: [],
      'a b': {},
      'x/y.z-1': '',
      '1e3': 0,
    };
    expect(printKyaml([{ object: object(spec), comment: 'from Ingress default/shop' }])).toBe(`---
# from Ingress default/shop
{
  apiVersion: "v1",
  kind: "Thing",
  metadata: {
    name: "shop",
  },
  spec: {
    list: [{
      a: 1,
    }, {
      b: true,
    }],
    names: [
      "x",
      "y",
    ],
    "on": null,
    none: [],
    "a b": {},
    x/y.z-1: "",
    "1e3": 0,
  },
}
`);
  });

  it('gives each line of a text a line of its own', () => {
    expect(printed({ text: 'one\n  two\n\n\tthree\\"' })).toContain(`    text: "\\
       one\\n\\
      \\  two\\n\\
       \\n\\
      \\\tthree\\\\\\"\\
      ",
`);
  });

  const hostile = [
    '',
    ' ',
    '\n',
    '\n\n',
    'a\n',
    ' a \n b ',
    '\t',
    '\u0000\u001b\u0085\u00a0\u2028\u202e\ufeff',
    '\\n',
    '"',
    '#',
    '\u{1f600}',
    '\r\n',
    'a: b',
    '---',
  ];
  it.each(hostile)('keeps the text %j, as a value and as a key', (text) => {
    const spec = { text, list: [text], [text]: text };
    expect(parseAllDocuments(printed(spec))[0]?.toJS()).toEqual(object(spec));
    expect(parseManifests('a', printed(spec), () => {})[0]?.body).toEqual(object(spec));
  });
});

describe('KYAML of every golden output', () => {
  it('reads back as the same objects', () => {
    for (const { path, text } of goldenTexts('output.yaml')) {
      const objects = parseManifests(path, text, () => {}).map(({ body }) => body);
      const again = parseManifests(path, printKyaml(objects.map((o) => ({ object: o as never }))), (code) => {
        throw new Error(code);
      });
      expect(
        again.map(({ body }) => JSON.stringify(body)),
        path,
      ).toEqual(objects.map((o) => JSON.stringify(o)));
    }
  });
});
