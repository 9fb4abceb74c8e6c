import type { JsonValue } from './manifest.ts';
import { itemPlaceOf, type Place } from './places.ts';
import type { Extent } from './positions.ts';
import { bracketsAt, entryOf, gapEnd, type SimpleText, spaces, whiteSpace } from './simple-brackets.ts';
import { blockScalarAt, type Lines, lineEndAt, spacesEnd, toNextLine } from './simple-lines.ts';
import { keyAt, type Part, plainLineAt, quotedLinesAt, type SimpleKey, scalarAt } from './simple-scalars.ts';
import { newJsonObject } from './values.ts';

/**
 * Reads a document that is written as nearly all are: maps and lists by indentation, scalars, blocks of text, brackets on
 * one line, or JSON. It is many times as fast as the full reader and gives the same values and places.
 * `undefined` where anything is unusual or wrong: that is for the full reader, which alone knows what to say about it.
 */
export function readSimply(text: string, { start, end }: Extent, hasPlaces: boolean): Part | undefined {
  if (unusual.test(text.slice(start, end))) return undefined;
  const cursor: Cursor = { text, end, hasPlaces, at: start, indent: 0, lineEnd: start - 1 };
  toNextLine(cursor);
  if (cursor.indent < 0) return { value: null, start, end, isScalar: true };
  const root = text[cursor.at] === '{' ? jsonAt(cursor) : mapAt(cursor);
  // Where a line is left over, its indentation fits nothing above it.
  return cursor.indent < 0 ? root : undefined;
}

// Carriage returns, byte order marks, pairs and halves of them, and what YAML forbids.
const unusual = /[^\t\n\x20-\x7E\xA0-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD]/;

// Far beyond any object. It bounds the depth as well: each level but a list inside a map takes a column.
const widestIndent = 100;

interface Cursor extends SimpleText, Lines {}

function jsonAt(cursor: Cursor): Part | undefined {
  const part = bracketsAt(cursor, cursor.at, whiteSpace);
  if (part === undefined || gapEnd(cursor.text, part.end, whiteSpace) < cursor.end) return undefined;
  cursor.indent = -1;
  return part;
}

/** The mapping whose first key the cursor is at; it ends before the first line that is indented otherwise. */
function mapAt(cursor: Cursor, firstKey?: SimpleKey): Part | undefined {
  const { text, at: start, lineEnd: end, indent } = cursor;
  if (indent > widestIndent) return undefined;
  const value = newJsonObject();
  const within = cursor.hasPlaces ? new Map<string, Place>() : undefined;
  let known = firstKey;
  while (cursor.indent === indent) {
    const { at } = cursor;
    const key = known ?? keyAt(text, at);
    known = undefined;
    if (key === undefined || value[key.name] !== undefined) return undefined;
    const colon = at + key.length;
    // Most lines are such, and nobody asks where their texts stand.
    const plain = within ? undefined : plainTextAt(cursor, colon + 1);
    if (plain !== undefined) {
      value[key.name] = plain;
      continue;
    }
    const part = entryValueAt(cursor, colon + 1);
    if (part === undefined) return undefined;
    value[key.name] = part.value;
    within?.set(key.name, entryOf(text, { start: at, end: colon }, part));
  }
  return { value, within, start, end, isScalar: false };
}

/** A plain text behind a colon that ends with its line. Whatever is otherwise is left for the others. */
function plainTextAt(cursor: Cursor, afterColon: number): JsonValue | undefined {
  const { text, at, indent, lineEnd } = cursor;
  if (afterColon >= lineEnd) return undefined;
  const value = plainLineAt(text, afterColon + 1, lineEnd);
  if (value === undefined) return undefined;
  toNextLine(cursor);
  if (cursor.indent <= indent) return value;
  // The text goes on there.
  cursor.at = at;
  cursor.indent = indent;
  cursor.lineEnd = lineEnd;
  return undefined;
}

/** What follows the colon of a key: a value on its line, or below it. */
function entryValueAt(cursor: Cursor, afterColon: number): Part | undefined {
  const { indent } = cursor;
  const at = contentAt(cursor, afterColon);
  if (at !== undefined) return valueAt(cursor, at);
  toNextLine(cursor);
  // Lists may stand as far to the left as their key.
  if (cursor.indent >= indent && isDashAt(cursor.text, cursor.at)) return listAt(cursor);
  if (cursor.indent > indent) return mapAt(cursor);
  return { value: null, written: '', start: afterColon, end: afterColon, isScalar: false };
}

/** The list whose first dash the cursor is at. */
function listAt(cursor: Cursor): Part | undefined {
  const { text, at: start, lineEnd: end, indent } = cursor;
  if (indent > widestIndent) return undefined;
  const value: JsonValue[] = [];
  const within: Place[] | undefined = cursor.hasPlaces ? [] : undefined;
  while (cursor.indent === indent && isDashAt(text, cursor.at)) {
    const part = itemAt(cursor);
    if (part === undefined) return undefined;
    value.push(part.value);
    within?.push(itemPlaceOf(part, part));
  }
  // What has grown keeps room for a dozen more, and most lists hold one or two.
  return { value: value.slice(), within, start, end, isScalar: false };
}

/** What follows a dash on its line. */
function itemAt(cursor: Cursor): Part | undefined {
  const { text, at: dash } = cursor;
  const at = contentAt(cursor, dash + 1);
  if (at === undefined || isDashAt(text, at)) return undefined;
  const key = keyAt(text, at);
  if (key === undefined) return valueAt(cursor, at);
  cursor.indent += at - dash;
  cursor.at = at;
  return mapAt(cursor, key);
}

/** The value on the rest of the line, and the lines of it where it is a literal block. */
function valueAt(cursor: Cursor, at: number): Part | undefined {
  const { text, indent } = cursor;
  const first = text[at];
  if (first === '|' || first === '>') return blockScalarAt(cursor, at);
  const isBracket = first === '[' || first === '{';
  const part = isBracket ? bracketsAt(cursor, at, spaces) : (scalarAt(text, at) ?? quotedBelowAt(cursor, at));
  if (part === undefined || contentAt(cursor, part.end) !== undefined) return undefined;
  const { lineEnd } = cursor;
  toNextLine(cursor);
  if (cursor.indent <= indent) return part;
  return isBracket || first === '"' || first === "'" ? undefined : longerPlainAt(cursor, at, lineEnd, indent);
}

/** A quoted text that goes on in lines which are indented further than the current one. */
function quotedBelowAt(cursor: Cursor, at: number): Part | undefined {
  const { text, indent } = cursor;
  const scalar = quotedLinesAt(text, at, cursor.end);
  if (scalar === undefined) return undefined;
  const below = text.slice(at, scalar.end).split('\n').slice(1);
  if (below.some((line) => line.search(/[^ ]/) <= indent)) return undefined;
  cursor.lineEnd = lineEndAt(cursor, scalar.end);
  return scalar;
}

/** A plain text that begins at `start` and goes on at the cursor, in lines that follow each other. */
function longerPlainAt(cursor: Cursor, start: number, firstLineEnd: number, indent: number): Part | undefined {
  const { text } = cursor;
  const lines = [text.slice(start, firstLineEnd)];
  let end = firstLineEnd;
  if (scalarAt(text, start)?.end !== end) return undefined;
  while (cursor.indent > indent) {
    const { at, lineEnd } = cursor;
    const follows = at - cursor.indent === end + 1 && text[at] !== '"' && text[at] !== "'";
    if (!follows || scalarAt(text, at)?.end !== lineEnd) return undefined;
    lines.push(text.slice(at, lineEnd));
    end = lineEnd;
    toNextLine(cursor);
  }
  return { value: lines.join(' '), start, end, isScalar: true };
}

function isDashAt(text: string, at: number): boolean {
  return text[at] === '-' && (text[at + 1] === ' ' || text[at + 1] === '\n');
}

/** Where the current line goes on after an offset; `undefined` where at most spaces and a comment follow. */
function contentAt({ text, lineEnd }: Cursor, from: number): number | undefined {
  if (from === lineEnd) return undefined;
  const at = spacesEnd(text, from);
  return at === lineEnd || (at > from && text[at] === '#') ? undefined : at;
}
