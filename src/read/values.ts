import type { JsonValue } from './manifest.ts';

/** A mapping of JSON. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** Whether a value is a mapping. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An empty mapping to be filled, in which `__proto__` and `constructor` are keys like any other. */
export const newJsonObject = (): Record<string, JsonValue> =>
  new (Bare as unknown as new () => Record<string, JsonValue>)();

// V8 keeps what `Object.create(null)` makes as a hash table, which is slow and large. An object whose prototype is such a
// one inherits nothing either.
function Bare() {}
Bare.prototype = Object.create(null, {
  // Where a text has to be and a mapping is, messages show what was written. No key of a mapping is a symbol.
  [Symbol.toPrimitive]: {
    value(this: JsonObject) {
      return JSON.stringify(this);
    },
  },
});

/** A mapping of the entries. */
export function jsonObjectOf(entries: Iterable<readonly [string, JsonValue]>): JsonObject {
  const object = newJsonObject();
  for (const [key, value] of entries) object[key] = value;
  return object;
}

/** What users call the type of a value. */
export function typeOf(value: JsonValue): 'map' | 'list' | 'string' | 'number' | 'boolean' | 'null' {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return 'map';
  }
}
