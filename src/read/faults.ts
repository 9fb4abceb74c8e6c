import type { YAMLError } from 'yaml';
import { notUtf8 } from './decode.ts';
import type { Extent } from './positions.ts';

/** Why a text cannot be read, and where. */
export interface Fault extends Extent {
  readonly problem: string;
}

// The parser's own words serve where no line here fits.
const inPlainWords: readonly (readonly [RegExp, string])[] = [
  [/^BAD_DIRECTIVE|directives-end/, 'kubectl reads no `%` directives'],
  [/^BAD_DQ_ESCAPE/, 'a double-quoted string holds an escape that YAML does not have'],
  [
    /must be sufficiently indented and end with a/,
    'a bracket or brace is not closed, or what it holds is not indented',
  ],
  [/^BAD_INDENT/, 'this line is not indented like its neighbours'],
  [/^BAD_SCALAR_START/, 'an unquoted value cannot start with this character'],
  [/Nested mappings/, 'a value that contains `: ` must be quoted, and a map must start on a line of its own'],
  [/^BLOCK_IN_FLOW/, 'an indented map or list stands inside brackets or braces'],
  [/^KEY_OVER_1024/, 'a key is longer than 1024 characters'],
  [/Missing closing/, 'a quoted string is not closed'],
  [/^MULTILINE_IMPLICIT_KEY|Implicit map keys/, 'a line is neither `key: value` nor part of the value above it'],
  [/^RESOURCE_EXHAUSTION/, 'it is nested too deeply'],
  [/at node end|token in YAML stream/, 'something follows where the value above or before it has ended'],
  [/^TAB_AS_INDENT/, 'a tab cannot indent a line'],
];

/** A complaint of the parser about a text that begins at `offset`. */
export function parserFaultOf({ code, message, pos }: YAMLError, text: string, offset: number): Fault {
  const complaint = `${code} ${message}`;
  const words = inPlainWords.find(([pattern]) => pattern.test(complaint))?.[1];
  const problem = words ?? message.charAt(0).toLowerCase() + message.slice(1);
  // What is missing at the end is missed after the last line with anything on it.
  const last = text.trimEnd().length;
  return { start: offset + Math.min(pos[0], last), end: offset + Math.min(pos[1], last + 1), problem };
}

// Half of a pair stands for bytes that are no text.
const forbidden = /[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF]|(?<![\uD800-\uDBFF])\uDCFF/;

/** The first character that kubectl does not take, quoted or not. */
export function forbiddenCharacterIn(text: string, offset: number): Fault | undefined {
  const found = forbidden.exec(text);
  if (found === null) return undefined;
  const start = offset + found.index;
  const extent = { start, end: start + 1 };
  if (found[0] === notUtf8) return { ...extent, problem: 'it contains bytes that are no UTF-8' };
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return { ...extent, problem: `it contains the control character U+${code}` };
}
