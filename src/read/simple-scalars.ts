import { remembering } from '../remembering.ts';
import type { JsonValue } from './manifest.ts';
import type { Place } from './places.ts';
import { type PlainValue, plainValueOf } from './scalars.ts';

/** A value with its place. */
export interface Part extends Place {
  readonly value: JsonValue;
  /** A scalar may share the span of its key. */
  readonly isScalar: boolean;
}

/** A key on one line, and how long it is there. */
export interface SimpleKey {
  readonly name: string;
  readonly length: number;
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
export function scalarAt(text: string, at: number): Part | undefined {
  return plainScalarAt(plain, text, at) ?? quotedScalarAt(text, at);
}

/** A quoted text of several lines before an offset, none of which is blank. What comes after may be anything. */
export function quotedLinesAt(text: string, start: number, before: number): Part | undefined {
  const isDouble = text[start] === '"';
  if (!isDouble && text[start] !== "'") return undefined;
  const end = endOf(isDouble ? doubleQuotedLines : singleQuotedLines, text, start);
  if (end === 0 || end > before) return undefined;
  const source = text.slice(start, end);
  if (/\n *(?:\n|["']$)|^["'] *\n/.test(source)) return undefined;
  const folded = source.replaceAll(/ *\n */g, ' ');
  const value = isDouble ? JSON.parse(folded) : folded.slice(1, -1).replaceAll("''", "'");
  return { value, start, end, isScalar: true };
}

/** Likewise inside brackets or braces, where fewer characters are plain. */
export function scalarInBracketsAt(text: string, at: number): Part | undefined {
  return quotedScalarAt(text, at) ?? plainScalarAt(plainInBrackets, text, at);
}

/** The key of a block mapping that begins at an offset and ends at its colon. */
export function keyAt(text: string, at: number): SimpleKey | undefined {
  const plain = plainKeyAt(plainKey, text, at);
  if (plain !== undefined) return plain;
  const quoted = quotedKeyAt(text, at);
  return quoted && /^[ \n]?$/.test(text.charAt(at + quoted.length + 1)) ? quoted : undefined;
}

/** The key of a mapping in braces that begins at an offset and ends at its colon. */
export function keyInBracesAt(text: string, at: number): SimpleKey | undefined {
  return quotedKeyAt(text, at) ?? plainKeyAt(plainKeyInBraces, text, at);
}

/** The plain scalar between an offset and the end of its line; `undefined` where anything else stands there. */
export function plainLineAt(text: string, at: number, lineEnd: number): PlainValue | undefined {
  return endOf(plain, text, at) === lineEnd ? jsonOf(text.slice(at, lineEnd)) : undefined;
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

function quotedScalarAt(text: string, start: number): Part | undefined {
  const quoted = quotedAt(text, start);
  return quoted && { value: quoted.value, start, end: quoted.end, isScalar: true };
}

function plainScalarAt(pattern: RegExp, text: string, start: number): Part | undefined {
  const end = endOf(pattern, text, start);
  if (end === 0) return undefined;
  const source = text.slice(start, end);
  const value = jsonOf(source);
  if (value === undefined) return undefined;
  return { value, start, end, written: typeof value === 'string' ? undefined : source, isScalar: true };
}

/** The value of a plain text. JSON has no word for infinities and for what is no number. */
function jsonOf(source: string): PlainValue | undefined {
  const value = plainValueOf(source);
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : value;
}

function quotedKeyAt(text: string, at: number): SimpleKey | undefined {
  const quoted = quotedAt(text, at);
  if (quoted === undefined || text[quoted.end] !== ':' || quoted.end - at > longestKey) return undefined;
  return { name: quoted.value, length: quoted.end - at };
}

function plainKeyAt(pattern: RegExp, text: string, at: number): SimpleKey | undefined {
  const end = endOf(pattern, text, at);
  return end === 0 ? undefined : keyOf(text.slice(at, end));
}

/** The key that a plain text is. One such as `on` is no string, and kubectl makes another one of it. */
const keyOf = remembering((source: string): SimpleKey | undefined =>
  source.length <= longestKey && plainValueOf(source) === source ? { name: source, length: source.length } : undefined,
);
