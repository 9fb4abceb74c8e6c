import type { JsonValue } from '../read/manifest.ts';
import type { JsonObject } from './fragment.ts';

/** Hears of a field with two values: where it is, what stays, what is dropped. */
type OnConflict = (field: string, kept: string, dropped: string) => void;

/** Lists of alternatives, of which the first that applies counts: two of them cannot be told apart. */
const exclusive: readonly string[] = ['conditional'];

/**
 * Lays two objects together. Maps join, and so do lists: elements with a name by that, others as they are. Of two other
 * values for one field the first stays.
 */
export function merge(a: JsonObject, b: JsonObject, onConflict: OnConflict, path = ''): JsonObject {
  const out: Record<string, JsonValue> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const was = out[key];
    const field = path ? `${path}.${key}` : key;
    if (was === undefined) out[key] = value;
    else if (isObject(was) && isObject(value)) out[key] = merge(was, value, onConflict, field);
    else if (Array.isArray(was) && Array.isArray(value) && !exclusive.includes(key))
      out[key] = joinedLists(was, value, onConflict, field);
    else if (!isSameJson(was, value)) onConflict(field, JSON.stringify(was), JSON.stringify(value));
  }
  return out;
}

function joinedLists(
  a: readonly JsonValue[],
  b: readonly JsonValue[],
  onConflict: OnConflict,
  path: string,
): readonly JsonValue[] {
  const keyed = new Map(a.map((item) => [keyOf(item), item]));
  for (const item of b) {
    const there = keyed.get(keyOf(item));
    if (there === undefined) keyed.set(keyOf(item), item);
    else if (!isSameJson(there, item))
      onConflict(`${path}[${keyOf(item)}]`, JSON.stringify(there), JSON.stringify(item));
  }
  return [...keyed.values()];
}

/** Header names are the same in any case. */
const keyOf = (item: JsonValue): string =>
  isObject(item) && typeof item['name'] === 'string' ? item['name'].toLowerCase() : JSON.stringify(item);

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two values are the same text: the order of keys counts. */
export function isSameJson(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => isSameJson(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(b);
  let seen = 0;
  for (const key in a) {
    if (key !== keys[seen] || !isSameJson(a[key], b[key])) return false;
    seen += 1;
  }
  return seen === keys.length;
}
