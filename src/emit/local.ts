import type { JsonValue } from '../read/manifest.ts';
import type { JsonObject } from './fragment.ts';

/** The same with references that say their namespace only where it is another one than that of their object. */
export function localized(spec: JsonObject, home: string): JsonObject {
  const isReference = spec['namespace'] === home && typeof spec['name'] === 'string';
  const kept = Object.entries(spec).filter(([key]) => !isReference || key !== 'namespace');
  // Keys may be names of headers, and so may be `__proto__`.
  return Object.fromEntries(kept.map(([key, value]) => [key, valueIn(value, home)]));
}

function valueIn(value: JsonValue, home: string): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value)
    ? value.map((item: JsonValue) => valueIn(item, home))
    : localized(value as JsonObject, home);
}
