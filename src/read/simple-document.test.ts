import { existsSync, readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { expect, it } from 'vitest';
import { dice } from '../dev/dice.ts';
import { goldenTexts } from '../dev/testdata.ts';
import { type Reading, readAnyDocument, readSimpleDocument } from './document.ts';
import { documentsIn } from './documents.ts';
import type { Place } from './places.ts';
import { spansIn } from './positions.ts';

/** More rounds find more: `ROUNDS=200000 npx vitest run src/read/simple-document.test.ts`. */
const rounds = Number(process.env['ROUNDS'] ?? 3000);

const corpus = new URL('../../../shared/corpus/', import.meta.url);
const texts = [
  ...goldenTexts('input.yaml').map(({ text }) => text),
  ...(existsSync(corpus) ? readdirSync(corpus) : [])
    .filter((name) => /\.(ya?ml|json)$/.test(name))
    .map((name) => readFileSync(new URL(name, corpus), 'utf8')),
];

/** What makes a line mean something else. */
const tokens = [
  ...[
    ' ',
    '  ',
    '\n',
    '\t',
    '\r\n',
    ':',
    ': ',
    '- ',
    '-',
    '#',
    ' #',
    '"',
    "'",
    '\\',
    '\\n',
    '\\u00e9',
    '|',
    '|-',
    '>',
    '>-',
    '|+',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    '{}',
    '[]',
    '{a: 1}',
    '["a", b]',
    '&a ',
    '*a',
    '!!str ',
    '!',
    '? ',
    '<<: ',
    '%',
    '@',
    '`',
    '...',
    '\n---\n',
  ],
  ...[
    '~',
    'null',
    'true',
    'on',
    'no',
    '017',
    '0x1F',
    '1e3',
    '1_000',
    '.inf',
    '-1',
    '1.10',
    '8m',
    '2001-12-14',
    'a long\n      text',
    '"a long\n      text"',
    "'a long\n      text'",
    '-0',
    '=',
    '//',
    '\u00a0',
    '\u2028',
    'é',
  ],
];

/** A part of a text, with one or two things about it changed. */
function mutantOf(seed: number): string {
  const { below, pick } = dice(seed);
  const lines = pick(texts).split('\n');
  const from = below(lines.length);
  // Whole texts are long and alike: pieces of them get to the point.
  let text = below(4) === 0 ? lines.join('\n') : lines.slice(from, from + 1 + below(20)).join('\n');
  if (below(2) === 0) text = indented(text, below(3) - 1);
  for (let changes = below(3); changes >= 0; changes--) text = changed(text, { below, pick });
  // What follows a document is none of its business, be it as unusual as lines that end as on Windows.
  return below(6) === 0 ? `${text}\n---\n${pick(texts).slice(0, 200).replaceAll(/\r?\n/g, '\r\n')}` : text;
}

/** Pieces begin anywhere: moved to the left they are more often documents. */
function indented(text: string, by: number): string {
  const margin = /^ */.exec(text)?.[0].length ?? 0;
  return text
    .split('\n')
    .map((line) => ' '.repeat(Math.max(0, by)) + line.replace(new RegExp(`^ {0,${margin}}`), ''))
    .join('\n');
}

function changed(text: string, { below, pick }: ReturnType<typeof dice>): string {
  const at = below(text.length + 1);
  const lines = text.split('\n');
  const line = below(lines.length);
  switch (below(9)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + below(3));
    case 1:
    case 2:
      return text.slice(0, at) + pick(tokens) + text.slice(at);
    case 3:
      return lines.toSpliced(line, 0, pick(lines)).join('\n');
    case 4:
      return lines.toSpliced(line, 1).join('\n');
    case 5:
      return lines.with(line, (lines[line] ?? '').replace(/^ */, ' '.repeat(below(9)))).join('\n');
    case 6:
      return lines
        .with(
          line,
          (lines[line] ?? '').replace(/(: +|- +).*$/, (_, start) => start + pick(tokens)),
        )
        .join('\n');
    case 7:
      return lines.with(line, (lines[line] ?? '').replace(/(\S) /, `$1\n${' '.repeat(below(16))}`)).join('\n');
    default:
      return lines.with(line, (lines[line] ?? '') + pick(tokens)).join('\n');
  }
}

/** Everything that a reading says, with the line, the column and the text of each place. */
function saidBy(reading: Reading, text: string): unknown {
  if (reading.kind === 'broken' || reading.tree === undefined) return reading;
  const { value, place, duplicates } = reading.tree;
  const spanOf = spansIn(text);
  const placed = ({ start, end, written, within }: Place): unknown => [
    start,
    spanOf({ start, end }),
    written,
    within && [...within.entries()].map(([key, inner]) => [key, placed(inner)]),
  ];
  return JSON.stringify([value, placed(place), duplicates, reading.unread]);
}

/** What the two readers make of each document of a text that the simple one takes. */
function* pairsOf(text: string) {
  const lines = text.replaceAll(/\r(?!\n)/g, '\n');
  for (const document of documentsIn(lines)) {
    if (document.afterSeparator !== undefined) continue;
    const simple = readSimpleDocument(lines, document);
    yield simple && { simple: saidBy(simple, lines), full: saidBy(readAnyDocument(lines, document), lines) };
  }
}

it('reads nearly every golden case, and each like the full reader', () => {
  let declined = 0;
  let agreed = 0;
  for (const text of texts) {
    for (const pair of pairsOf(text)) {
      if (pair === undefined) declined += 1;
      else {
        agreed += 1;
        expect(pair.simple, text).toEqual(pair.full);
      }
    }
  }
  if (process.env['ROUNDS']) console.info({ declined, agreed });
  expect(agreed).toBeGreaterThan(declined * 5);
});

it.each([
  ['JSON', '{"a": [1, {"b": "c\\n"}],\n\t"d": {}}\n'],
  ['lists, comments and quotes', 'a: # b\n- c: d\n  e: "f: \\"g\\""\n- \'h\'\'i\'\nj:\n'],
  ['blocks of text', 'a: |\n  b\n\n    c\nd: >-\n  e\n  f\n'],
  ['brackets', 'a: {b: "c", d: [80, e]}\nf: []\n'],
  ['long plain texts', 'a: b c\n  d\nf:\n- g\n  h\ni: j\n'],
  ['long quoted texts', "a: \"b\n  # c \\\"\n  d\" # e\nf:\n- 'g\n  h''i'\n"],
])('takes %s', (_name, text) => {
  expect([...pairsOf(text)].map((pair) => pair?.simple)).toEqual([...pairsOf(text)].map((pair) => pair?.full ?? '?'));
});

it.each([
  ['anchors', 'a: &b c\n'],
  ['keys that stand twice', 'a: 1\na: 2\n'],
  ['a map in a list of its own key', 'a:\n- b\n  c: d\n'],
  ['a quoted text that is not indented', 'a: "b\n# c"\n'],
  ['blank lines in a plain text', 'a: b\n\n  c\n'],
  ['a comment in a plain text', 'a: b\n  # c\n  d\n'],
])('declines %s', (_name, text) => {
  expect([...pairsOf(text)]).toEqual([undefined]);
});

it('declines what is unusual or wrong, and reads the rest like the full reader', { timeout: 1e9 }, () => {
  const count = { declined: 0, agreed: 0 };
  for (let seed = 1; seed <= rounds; seed++) {
    const text = mutantOf(seed);
    for (const pair of pairsOf(text)) {
      if (pair === undefined) count.declined += 1;
      else {
        count.agreed += 1;
        expect(pair.simple, `seed ${seed}: ${JSON.stringify(text)}`).toEqual(pair.full);
      }
    }
  }
  if (process.env['ROUNDS']) console.info(count);
  expect(count.agreed).toBeGreaterThan(rounds / 4);
});
