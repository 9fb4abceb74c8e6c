import type { JsonValue } from '../read/manifest.ts';
import type { JsonObject } from './fragment.ts';

/** The same with references that say their namespace only where it is another one than that of their object. */
export function localized(spec: JsonObject, home: string): JsonObject {
  const isReference = spec['namespace'] === home && typeof spec['name'] === 'string';
  const kept: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(spec)) {
    if (!isReference || key !== 'namespace') kept[key] = valueIn(value, home);
  }
  return kept;
}

function valueIn(value: JsonValue, home: string): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value)
    ? value.map((item: JsonValue) => valueIn(item, home))
    : localized(value as JsonObject, home);
}
