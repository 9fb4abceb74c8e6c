import process from 'node:process';
import { expect, it } from 'vitest';
import { Document, isScalar, Scalar, visit } from 'yaml';
import { dice } from '../dev/dice.ts';
import { goldenTexts } from '../dev/testdata.ts';
import { parseManifests } from '../read/parse.ts';
import { plainValueOf } from '../read/scalars.ts';
import type { Printed } from './finish.ts';
import { isSteering, withoutSteering } from './steering.ts';
import { printYaml } from './yaml.ts';

/** More rounds find more: `ROUNDS=100000 npx vitest run src/print/yaml.test.ts`. */
const rounds = Number(process.env['ROUNDS'] ?? 1000);

type AnyObject = Printed['object'];

const printed = (object: unknown): string => printYaml([{ object: object as AnyObject }]);

/** What the library makes of a whole object; a string must not look like another value to kubectl, nor steer a terminal. */
function byLibrary(object: unknown): string {
  const document = new Document(object, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      if (!isScalar(node) || typeof node.value !== 'string') return;
      const looksOther = !node.value.includes('\n') && plainValueOf(node.value) !== node.value;
      if (looksOther || isSteering(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return withoutSteering(document.toString({ indentSeq: false, lineWidth: 0 }));
}

const words = [
  ...[
    '',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '\t',
    ':',
    ': ',
    ' :',
    '#',
    ' #',
    '-',
    '- ',
    '?',
    '? ',
    ',',
    '"',
    "'",
    '\\',
    '\\n',
    '`',
    '~',
    '=',
    '<<',
    '%',
    '@',
    '*',
    '&',
    '!',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '|',
    '>',
    '...',
    '---',
    '.',
    '+',
    '/',
    '$',
    '^',
    '(',
    ')',
    ';',
    '_',
    'é',
    '\u00a0',
    '\u2028',
    '\u0007',
    '🛒',
  ],
  ...[
    'a',
    'web',
    'true',
    'on',
    'No',
    'null',
    'y',
    '0',
    '7',
    '017',
    '0o17',
    '0x1F',
    '0b1',
    '1e3',
    '1e400',
    '1_000',
    '.5',
    '1.',
    '.inf',
    '.nan',
    '-1',
    '+1',
    '8m',
    '10s',
    '10.0.0.0/8',
    '1.2.3',
    '2001-12-14',
    '12:30',
  ],
  ...[
    'https://shop.example.com/cart?a=b&c=d#top',
    '^/shop(/|$)(.*)',
    '*.example.com',
    'request.headers["x"] == "y"',
    "size(a) > 0 && b != 'c'",
  ],
];

function textOf({ below, pick }: ReturnType<typeof dice>): string {
  return Array.from({ length: below(5) }, () => pick(words)).join('');
}

function anyValue(random: ReturnType<typeof dice>, depth: number): unknown {
  const { below, pick } = random;
  switch (below(depth > 4 ? 4 : 8)) {
    case 0:
      return pick([true, false, null, 0, -1, 8080, 0.5, 1e21, 2 ** 53, 1.5e-7]);
    case 1:
    case 2:
    case 3:
      return textOf(random);
    case 4:
    case 5:
      return Array.from({ length: below(4) }, () => anyValue(random, depth + 1));
    default:
      return objectOf(random, depth + 1);
  }
}

function objectOf(random: ReturnType<typeof dice>, depth: number): object {
  const { below, pick } = random;
  const key = () =>
    below(3) > 0 ? pick(['name', 'a.b/c-d', 'spec', 'type']) : textOf(random).replaceAll(/[\n\u2028%.-]/g, '');
  return Object.fromEntries(
    Array.from({ length: below(4) }, () => [key(), below(20) === 0 ? undefined : anyValue(random, depth)]),
  );
}

it('prints every golden object as the library does', () => {
  const objects = ['input.yaml', 'output.yaml'].flatMap((name) =>
    goldenTexts(name).flatMap(({ path, text }) => parseManifests(path, text, () => {}).map(({ body }) => body)),
  );
  expect(objects.length).toBeGreaterThan(2000);
  for (const object of objects) expect(printed(object)).toBe(byLibrary(object));
});

it('prints any object as the library does', { timeout: 1e9 }, () => {
  for (let seed = 1; seed <= rounds; seed++) {
    const object = { kind: 'Thing', ...objectOf(dice(seed), 0) };
    expect(printed(object), `seed ${seed}: ${JSON.stringify(object)}`).toBe(byLibrary(object));
  }
});

it('prints any text as the library does', { timeout: 1e9 }, () => {
  for (let seed = 1; seed <= rounds; seed++) {
    const object = { text: textOf(dice(seed)), list: [textOf(dice(-seed))] };
    expect(printed(object), `seed ${seed}: ${JSON.stringify(object)}`).toBe(byLibrary(object));
  }
});
