/** Escapes and classes of PCRE in the syntax that RE2 and the engine of Rust share: what one of them refuses, no route may have. */

/** What stands at a place of a pattern, and how many UTF-16 units of the pattern it takes. */
export interface Atom {
  readonly text: string;
  readonly length: number;
}

/** A text that means itself. */
export const literalPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/**
 * The escape that a pattern begins with, outside of classes. `travel`: how characters of the text travel. `undefined` where
 * other engines do not know it, or take it for something else.
 */
export function escapeOf(pattern: string, travel: (text: string) => string): Atom | undefined {
  const quoted = /^\\Q(.*?)(?:\\E|$)/s.exec(pattern);
  if (quoted) return { text: travel(literalPattern(quoted[1] ?? '')), length: quoted[0].length };
  const [text = ''] = character.exec(pattern) ?? [];
  const literal = characterOf(text);
  if (literal === undefined) return sameOutside.test(text) ? { text, length: text.length } : undefined;
  // What travels as it is may keep its backslash.
  const isPlain = text === `\\${literal}` && travel(literal) === literal && !/[<>]/.test(literal);
  return { text: isPlain ? text : travel(literalPattern(literal)), length: text.length };
}

/** A class with its brackets, whose `end` is known. `undefined` where it has members that other engines do not know. */
export function classOf(text: string): string | undefined {
  const [, open = '[', body = ''] = /^(\[\^?)(.*)\]$/s.exec(text) ?? [];
  const written = body.match(members) ?? [];
  const known = written.map(memberOf);
  let inner = '';
  for (const [i, member] of known.entries()) {
    if (member === undefined) return undefined;
    const [before, after] = [written[i - 1], written[i + 1]];
    // Beside a set it can be no range, and doubled it is an operator elsewhere.
    const isBesideSet = member === '-' && (isSet(before) || isSet(after)) && after !== undefined;
    const isDoubled = i > 0 && member === before && (/[&~]/.test(member) || (member === '-' && i > 1));
    inner += isBesideSet || isDoubled ? `\\${member}` : member;
  }
  return `${open}${inner}]`;
}

/** Escapes of one character, or what an escape begins with. */
const character = /^\\(?:x\{[\da-fA-F]+\}|x[\da-fA-F]{0,2}|.)/su;

/** The members of a class. */
const members = /\[:\^?\w*:\]|\\x\{[\da-fA-F]+\}|\\x[\da-fA-F]{0,2}|\\.|./gsu;

const sameOutside = /^\\[dDwWsSbBAztnrfa]$/;
const sameInside = /^\\[dDwWsStnrfa]$/;
const posix = /^\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]$/;

const isSet = (member: string | undefined): boolean => member !== undefined && /^\\[dDwWsS]$|^\[:/.test(member);

function memberOf(written: string, i: number): string | undefined {
  if (posix.test(written) || sameInside.test(written)) return written;
  if (written.startsWith('[:')) return undefined;
  if (written === '[' || (written === ']' && i === 0)) return `\\${written}`;
  if (!written.startsWith('\\')) return written;
  const literal = characterOf(written);
  if (literal === undefined || /^\\\W$/.test(written))
    return literal === '<' || literal === '>' ? literal : literal && written;
  return `\\x${literal.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** The character that an escape is another spelling of: one by its number, or one that means nothing else. */
function characterOf(written: string): string | undefined {
  const [, digits] = /^\\x\{?([\da-fA-F]*)\}?$/.exec(written) ?? [];
  if (digits === undefined) return /^\\[^\da-zA-Z]/u.test(written) ? written.slice(1) : undefined;
  const code = Number.parseInt(digits || '0', 16);
  // nginx compares bytes.
  return code < 128 ? String.fromCharCode(code) : undefined;
}
