import { type PlainValue, plainValueOf } from './scalars.ts';

/** A scalar on one line, and the offset after it. */
export interface SimpleScalar {
  readonly value: PlainValue;
  readonly end: number;
  /** One that is no string, as it was written. */
  readonly written?: string | undefined;
}

/** A key on one line, and the offset after it. */
export interface SimpleKey {
  readonly name: string;
  readonly end: number;
}

// Only the escapes that YAML shares with JSON.
const doubleQuoted = /"[^"\\\n\t]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\n\t]*)*"/y;
const singleQuoted = /'[^'\n\t]*(?:''[^'\n\t]*)*'/y;
// kubectl breaks long texts at a space.
const doubleQuotedLines = /"[^"\\\t]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\t]*)*"/y;
const singleQuotedLines = /'[^'\t]*(?:''[^'\t]*)*'/y;
// Never a part of a longer one: what follows is for the caller to look at.
const plain = /(?:[^ \t\n:\-?,[\]{}#&*!|>'"%@`]|-(?=\w))[^ \t\n:]*(?:(?::+(?=[^ \t\n:])| +(?=[^ \t\n:#]))[^ \t\n:]*)*/y;
const plainInBrackets = /-?\w[\w./+-]*/y;
const plainKey = /(?:[A-Za-z_]|\.\w)[\w./-]*(?=:(?:[ \n]|$))/y;
const plainKeyInBraces = /[A-Za-z_][\w./-]*(?=:[ \n])/y;
// Beyond 1024 characters YAML takes nothing for a key.
const longestKey = 1000;

/** The scalar that begins at an offset; `undefined` where it is no simple one. */
export function scalarAt(text: string, at: number): SimpleScalar | undefined {
  return quotedAt(text, at) ?? plainScalarAt(plain, text, at);
}

/** A quoted text of several lines before an offset, none of which is blank. What comes after may be anything. */
export function quotedLinesAt(text: string, at: number, before: number): SimpleScalar | undefined {
  const isDouble = text[at] === '"';
  if (!isDouble && text[at] !== "'") return undefined;
  const end = endOf(isDouble ? doubleQuotedLines : singleQuotedLines, text, at);
  if (end === 0 || end > before) return undefined;
  const source = text.slice(at, end);
  if (/\n *(?:\n|["']$)|^["'] *\n/.test(source)) return undefined;
  const folded = source.replaceAll(/ *\n */g, ' ');
  return { value: isDouble ? JSON.parse(folded) : folded.slice(1, -1).replaceAll("''", "'"), end };
}

/** Likewise inside brackets or braces, where fewer characters are plain. */
export function scalarInBracketsAt(text: string, at: number): SimpleScalar | undefined {
  return quotedAt(text, at) ?? plainScalarAt(plainInBrackets, text, at);
}

/** The key of a block mapping that begins at an offset and ends at its colon. */
export function keyAt(text: string, at: number): SimpleKey | undefined {
  const quoted = quotedAt(text, at);
  if (quoted === undefined) return plainKeyAt(plainKey, text, at);
  const isKey = text[quoted.end] === ':' && /^[ \n]?$/.test(text.charAt(quoted.end + 1));
  return isKey ? shortKey(quoted.value, at, quoted.end) : undefined;
}

/** The key of a mapping in braces that begins at an offset and ends at its colon. */
export function keyInBracesAt(text: string, at: number): SimpleKey | undefined {
  const quoted = quotedAt(text, at);
  if (quoted === undefined) return plainKeyAt(plainKeyInBraces, text, at);
  return text[quoted.end] === ':' ? shortKey(quoted.value, at, quoted.end) : undefined;
}

/** The offset after what a sticky pattern finds at an offset; 0 where it finds nothing. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : 0;
}

function quotedAt(text: string, at: number): { readonly value: string; readonly end: number } | undefined {
  switch (text[at]) {
    case '"': {
      const end = endOf(doubleQuoted, text, at);
      if (end === 0) return undefined;
      const inside = text.slice(at + 1, end - 1);
      return { value: inside.includes('\\') ? JSON.parse(text.slice(at, end)) : inside, end };
    }
    case "'": {
      const end = endOf(singleQuoted, text, at);
      return end === 0 ? undefined : { value: text.slice(at + 1, end - 1).replaceAll("''", "'"), end };
    }
    default:
      return undefined;
  }
}

function plainScalarAt(pattern: RegExp, text: string, at: number): SimpleScalar | undefined {
  const end = endOf(pattern, text, at);
  if (end === 0) return undefined;
  const source = text.slice(at, end);
  const value = plainValueOf(source);
  if (typeof value === 'string') return { value, end };
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : { value, end, written: source };
}

function plainKeyAt(pattern: RegExp, text: string, at: number): SimpleKey | undefined {
  const end = endOf(pattern, text, at);
  return end === 0 ? undefined : shortKey(plainValueOf(text.slice(at, end)), at, end);
}

// A plain key such as `on` is no string, and kubectl makes another one of it.
function shortKey(name: PlainValue, at: number, end: number): SimpleKey | undefined {
  return typeof name === 'string' && end - at <= longestKey ? { name, end } : undefined;
}
