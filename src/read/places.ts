import type { FieldPath } from '../model/origin.ts';
import { type Extent, isOnOneLine } from './positions.ts';

/** Where a value stands in the text, and where the values inside it stand. */
export interface Place extends Extent {
  /** A scalar that is no string, as it was written: `0777`, `True`. */
  readonly written?: string | undefined;
  readonly within?: Within | undefined;
}

/** The places inside a mapping, by key, or inside a list, by index. */
type Within = ReadonlyMap<string, Place> | readonly Place[];

/** The place of a field; of its nearest ancestor where the field is absent. */
export function placeAt(root: Place, path: FieldPath): Place {
  let place = root;
  for (const step of path) {
    const next = stepInto(place.within, step);
    if (next === undefined) break;
    place = next;
  }
  return place;
}

function stepInto(within: Within | undefined, step: string | number): Place | undefined {
  if (within instanceof Map) return within.get(String(step));
  return typeof step === 'number' ? (within as readonly Place[] | undefined)?.[step] : undefined;
}

/** What a place takes over from its value. */
interface Content {
  /** Where a value ends that belongs into the span, if the line still goes on there. */
  readonly end?: number;
  readonly written?: string | undefined;
  readonly within?: Within | undefined;
}

/** The place of a list's item, or of a whole document. */
export function itemPlaceOf({ start, end }: Extent, { written, within }: Content): Place {
  return { start, end, written, within };
}

/** The place of a mapping's entry: key and value, if one line holds both; else the key. */
export function entryPlaceOf(text: string, key: Extent, { end, written, within }: Content): Place {
  const whole = { start: key.start, end: end ?? key.end };
  return { start: key.start, end: isOnOneLine(text, whole) ? whole.end : key.end, written, within };
}
