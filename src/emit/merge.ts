import type { JsonValue } from '../read/manifest.ts';
import type { JsonObject } from './fragment.ts';

/** Hears of a field with two values: where it is, what stays, what is dropped. */
export type OnConflict = (field: string, kept: string, dropped: string) => void;

/** Lays two objects together. Maps join; of two other values for one field the first stays. */
export function merge(a: JsonObject, b: JsonObject, onConflict: OnConflict, path = ''): JsonObject {
  const out: Record<string, JsonValue> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const was = out[key];
    const field = path ? `${path}.${key}` : key;
    if (was === undefined) out[key] = value;
    else if (isObject(was) && isObject(value)) out[key] = merge(was, value, onConflict, field);
    else if (JSON.stringify(was) !== JSON.stringify(value))
      onConflict(field, JSON.stringify(was), JSON.stringify(value));
  }
  return out;
}

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
