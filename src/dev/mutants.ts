import type { Dice } from './dice.ts';

/** Texts that have broken readers, printers and programs that wrap them. */
const hostile = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '\u001b[2J',
  '\u009b31m',
  '\u202e',
  '\u0000',
  '\ufeff',
  '\r',
  '\t',
  '\n---\n',
  '\n...\n',
  '\n# ',
  '"\n',
  "'",
  '`',
  '<script>',
  ']]>',
  '::error::',
  '%0A',
  '| |',
  '&a ',
  '*a',
  '<<: *a\n',
  '!!binary ',
  '!!int ',
  '{{ .Values.x }}',
  '${HOST}',
  '$1',
  '(a+)+$',
  '((((',
  '[',
  '{',
  '../../etc/passwd',
  '*',
  '*.*.example.com',
  '~',
  'null',
  '0x7fffffffffffffff',
  '1e400',
  '-1',
  '99999999999999999999',
  'a'.repeat(300),
  `/${'b'.repeat(1100)}`,
  `https://${`${'c'.repeat(63)}.`.repeat(5)}example.com/`,
  `shop/${'d'.repeat(254)}`,
  '\u{1f600}',
  '\ud800',
  'if ($request_uri ~ "^/x") { return 403; }',
  'deny all;',
  '0.0.0.0/0,::/0,10.0.0.0/33',
] as const;

type Mutation = (text: string, dice: Dice, other: string) => string;

const mutations: readonly Mutation[] = [
  (text, dice) => at(text, dice, (before, after) => before + String.fromCharCode(dice.below(0x100)) + after.slice(1)),
  (text, dice) => at(text, dice, (before, after) => before + dice.pick(hostile) + after),
  (text, dice) => at(text, dice, (before, after) => before + after.slice(dice.below(20))),
  (text, dice) => text.slice(0, dice.below(text.length + 1)),
  (text, dice) => lines(text, dice, (all, i) => all.toSpliced(i, 1)),
  (text, dice) => lines(text, dice, (all, i) => all.toSpliced(i, 0, all[i] ?? '')),
  (text, dice) => lines(text, dice, (all, i) => all.toSpliced(i, 0, all[dice.below(all.length)] ?? '')),
  (text, dice) => lines(text, dice, (all, i) => all.with(i, (all[i] ?? '').replace(/:.*/, `: ${dice.pick(hostile)}`))),
  (text, dice) =>
    lines(text, dice, (all, i) => all.with(i, (all[i] ?? '').replace(/[^\s:]+(?=:)/, dice.pick(hostile)))),
  (text, dice) => lines(text, dice, (all, i) => all.with(i, ` ${all[i] ?? ''}`)),
  (text, dice, other) => text.slice(0, dice.below(text.length + 1)) + other.slice(dice.below(other.length + 1)),
  (text, _, other) => `${text}\n---\n${other}`,
  (text, dice, other) => lines(text, dice, (all, i) => all.toSpliced(i, 0, dice.pick(other.split('\n')))),
];

function at(text: string, { below }: Dice, change: (before: string, after: string) => string): string {
  const place = below(text.length + 1);
  return change(text.slice(0, place), text.slice(place));
}

function lines(
  text: string,
  { below }: Dice,
  change: (all: readonly string[], i: number) => readonly string[],
): string {
  const all = text.split('\n');
  return change(all, below(all.length)).join('\n');
}

/** One of the texts with a few things wrong. The same dice give the same mutant. */
export function mutantOf(texts: readonly string[], dice: Dice): string {
  let text = dice.pick(texts);
  for (let left = 1 + dice.below(4); left > 0; left--) text = dice.pick(mutations)(text, dice, dice.pick(texts));
  return text;
}
