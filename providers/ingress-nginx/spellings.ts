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

/** Every path that nginx changes before it compares: `//`, `.` and `..`, and escapes of `/` and of what needs none. */
export const unfolded = `.*(?:${slash}(?:${slash}|${dot}{1,2}(?:${slash}|$))|%2[d-fD-F]|%3[0-9]|%[46][1-9a-fA-F]|%5[0-9aAfF]|%7[0-9aAeE]).*`;

/**
 * An RE2 expression for the whole path that takes every spelling of a literal path, and of what is below a prefix, less
 * those with `..` (see `dotSegments`). `undefined` where it would be too long.
 */
export function spellingsOf(kind: 'exact' | 'prefix', path: string): string | undefined {
  const elements = decodeURIComponent(path)
    .split('/')
    .filter((element) => element !== '');
  const body = elements.map((element) => separator + [...Buffer.from(element, 'utf8')].map(spelt).join('')).join('');
  const end = kind === 'prefix' ? `(?:${slash}.*)?` : path.endsWith('/') ? separator : '';
  const pattern = body + end;
  return pattern.length > longestPattern ? undefined : pattern;
}

/** One byte, as itself or escaped. */
function spelt(byte: number): string {
  const escaped = `%${[...byte.toString(16).padStart(2, '0')].map((digit) => (/[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit)).join('')}`;
  const text = String.fromCharCode(byte);
  if (byte > 0x7e || byte < 0x21) return escaped;
  return `(?:${/[A-Za-z0-9_~-]/.test(text) ? text : `\\${text}`}|${escaped})`;
}
