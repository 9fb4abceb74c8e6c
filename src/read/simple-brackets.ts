import type { JsonValue } from './manifest.ts';
import { entryPlaceOf, itemPlaceOf, type Place } from './places.ts';
import type { Extent } from './positions.ts';
import { keyInBracesAt, type Part, scalarInBracketsAt } from './simple-scalars.ts';
import { newJsonObject } from './values.ts';

/** What is read, and whether anybody asks where its parts stand. */
export interface SimpleText {
  readonly text: string;
  readonly hasPlaces: boolean;
}

/** Which characters may stand between the tokens of a list or mapping in brackets: any white space, or spaces alone. */
export type Gap = RegExp;

/** White space on one line. */
export const spaces: Gap = / */y;
/** What JSON has between its tokens. */
export const whiteSpace: Gap = /[ \t\n]*/y;

// Far beyond any object, and far from what the full reader refuses.
const deepest = 100;

/** The list, mapping or scalar that begins at an offset inside or at a bracket; `undefined` where it is no simple one. */
export function bracketsAt(simple: SimpleText, at: number, gap: Gap, depth = 0): Part | undefined {
  if (depth > deepest) return undefined;
  switch (simple.text[at]) {
    case '{':
      return mapAt(simple, at, gap, depth);
    case '[':
      return listAt(simple, at, gap, depth);
    default:
      return scalarInBracketsAt(simple.text, at);
  }
}

/** The place of a mapping's entry. */
export function entryOf(text: string, key: Extent, { end, written, within, isScalar }: Part): Place {
  return entryPlaceOf(text, key, isScalar ? { end, written } : { written, within });
}

/** The offset after the white space at an offset. */
export function gapEnd(text: string, at: number, gap: Gap): number {
  gap.lastIndex = at;
  gap.test(text);
  return gap.lastIndex;
}

function mapAt(simple: SimpleText, start: number, gap: Gap, depth: number): Part | undefined {
  const { text } = simple;
  const value = newJsonObject();
  const within = simple.hasPlaces ? new Map<string, Place>() : undefined;
  let at = gapEnd(text, start + 1, gap);
  if (text[at] === '}') return { value, within, start, end: at + 1, isScalar: false };
  for (;;) {
    const key = keyInBracesAt(text, at);
    if (key === undefined || value[key.name] !== undefined) return undefined;
    const colon = at + key.length;
    const part = bracketsAt(simple, gapEnd(text, colon + 1, gap), gap, depth + 1);
    if (part === undefined) return undefined;
    value[key.name] = part.value;
    within?.set(key.name, entryOf(text, { start: at, end: colon }, part));
    at = gapEnd(text, part.end, gap);
    if (text[at] === '}') return { value, within, start, end: at + 1, isScalar: false };
    if (text[at] !== ',') return undefined;
    at = gapEnd(text, at + 1, gap);
  }
}

function listAt(simple: SimpleText, start: number, gap: Gap, depth: number): Part | undefined {
  const { text } = simple;
  const value: JsonValue[] = [];
  const within: Place[] | undefined = simple.hasPlaces ? [] : undefined;
  let at = gapEnd(text, start + 1, gap);
  if (text[at] === ']') return { value, within, start, end: at + 1, isScalar: false };
  for (;;) {
    const part = bracketsAt(simple, at, gap, depth + 1);
    if (part === undefined) return undefined;
    value.push(part.value);
    within?.push(itemPlaceOf(part, part));
    at = gapEnd(text, part.end, gap);
    if (text[at] === ']') return { value, within, start, end: at + 1, isScalar: false };
    if (text[at] !== ',') return undefined;
    at = gapEnd(text, at + 1, gap);
  }
}
