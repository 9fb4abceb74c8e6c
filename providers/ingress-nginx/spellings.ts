/**
 * Other spellings of a path. nginx decodes a path and folds `//`, `/./` and `/../` before it compares; a gateway compares
 * paths as they travel, so that a guarded path needs a rule for all that nginx takes for it.
 */

const slash = '(?:/|%2[fF])';
const dot = '(?:\\.|%2[eE])';
/** One `/` between two elements, however often and with whatever `.` it is written. */
const separator = `${slash}+(?:${dot}${slash}+)*`;
/** The most characters that a pattern of the Gateway API may have. */
export const longestPattern = 1024;

/** Paths with `..` in them, which lead out of the prefix that they start with. */
export const dotSegments = `.*${slash}${dot}{2}(?:${slash}.*)?`;

/**
 * Every path that nginx changes before it compares: `//`, `.` and `..`, and escapes of `/`, of what needs none, and of the
 * characters that patterns name.
 */
export function unfolded(patterns: readonly string[]): string {
  const named = escapable.filter((character) => patterns.some((pattern) => names(pattern, character)));
  const escapes = named.map((character) => `|${escapeOf(character.charCodeAt(0))}`).join('');
  return `.*(?:${slash}(?:${slash}|${dot}{1,2}(?:${slash}|$))|%2[d-fD-F]|%3[0-9]|%[46][1-9a-fA-F]|%5[0-9aAfF]|%7[0-9aAeE]${escapes}).*`;
}

/** What a request may escape, and clients mostly do. */
const escapable = [..."!#$&'()*+,:;<=>?@[\\]^`{|}"];

/** Whether a regular expression has a character that stands for itself: plain, behind a backslash, or in a class. */
function names(pattern: string, character: string): boolean {
  const parts = pattern.matchAll(
    /\\(.)|(\[(?!\^)(?:\\.|[^\]\\])+\])|\[\^(?:\\.|[^\]\\])+\]|\(\?[^:>)]*[:>)]|[(){}[\]|*+?.^$]|(.)/gs,
  );
  return [...parts].some(([, escaped, members, plain]) =>
    members === undefined ? (escaped ?? plain) === character : new RegExp(members).test(character),
  );
}

/**
 * A pattern of paths that takes a character escaped as well, wherever it takes one that it does not name: nginx looks for
 * `.` or `\\s` in `a b`, and `a%20b` is what travels. Escapes of what it names are among the `unfolded`.
 */
export const takingEscapes = (pattern: string): string =>
  pattern.replace(atoms, (text, atom?: string, quantifier = '') => {
    const escapes = atom === undefined ? '' : escapesIn(atom, /^(?:[*+]|\{\d+,\})/.test(quantifier));
    return escapes === '' ? text : `(?:${atom}|${escapes})${quantifier}`;
  });

/** What stands for one character, and how often; groups begin with what does not. */
const atoms =
  /\(\?[^:>)]*[:>)]|(\\x[\da-fA-F]{2}|\\[^bBAzZQE]|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|\.)([*+?]\??|\{\d+(?:,\d*)?\}\??)?/gs;

function escapesIn(atom: string, manyTimes: boolean): string {
  const one = new RegExp(`^${atom === '.' ? '[^\n]' : atom.replace(/\[:\^?\w+:\]/g, posixClass)}$`);
  // What takes any number of characters takes the three of an escape.
  if (manyTimes && [...'%0123456789ABCDEFabcdef'].every((character) => one.test(character))) return '';
  if (/^(?:\.|\[\^|\\[A-Z])/.test(atom)) return '%..';
  const taken = unnamed.filter((code) => one.test(String.fromCharCode(code)));
  return [...taken.map(escapeOf), ...(one.test('é') ? ['%[89a-fA-F].'] : [])].join('|');
}

/** ASCII that requests escape and `unfolded` does not see to. */
const unnamed = Array.from({ length: 128 }, (_, code) => code).filter(
  (code) => code <= 32 || code === 127 || '"%'.includes(String.fromCharCode(code)),
);

/** JavaScript has no such classes: those of letters and digits are one to it, and the others take anything. */
const posixClass = (text: string): string => (/^\[:(?:al|x?digit|lower|upper|word)/.test(text) ? '\\w' : '\\s\\S');

/**
 * An RE2 expression for the whole path that takes every spelling of a literal path, and of what is below a prefix, less
 * those with `..` (see `dotSegments`). `undefined` where it would be too long.
 */
export function spellingsOf(kind: 'exact' | 'prefix', path: string): string | undefined {
  const elements = decodeURIComponent(path)
    .split('/')
    .filter((element) => element !== '');
  const body = elements.map((element) => separator + [...element].map(spelt).join('')).join('');
  const end = kind === 'prefix' ? `(?:${slash}.*)?` : path.endsWith('/') ? separator : '';
  const pattern = body + end;
  return pattern.length > longestPattern ? undefined : pattern;
}

/** The same for every path that starts with a text, be it in the middle of an element. */
export function startingWith(text: string): string | undefined {
  const start = spellingsOf('exact', text);
  return start === undefined || start.length + 2 > longestPattern ? undefined : `${start}.*`;
}

/** One character, as itself or escaped. Clients escape what is not ASCII, or do not; a plain `%` begins an escape. */
function spelt(character: string): string {
  const escaped = [...Buffer.from(character, 'utf8')].map(escapeOf).join('');
  if (character < '!' || character === '%') return escaped;
  return `(?:${/[^ -~]|[A-Za-z0-9_~-]/u.test(character) ? character : `\\${character}`}|${escaped})`;
}

/** A pattern for a byte with its digits in either case. */
const escapeOf = (byte: number): string =>
  `%${byte
    .toString(16)
    .padStart(2, '0')
    .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)}`;
