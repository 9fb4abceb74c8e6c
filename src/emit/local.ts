import type { JsonValue } from '../read/manifest.ts';
import type { JsonObject } from './fragment.ts';

/** The same with references that say their namespace only where it is another one than that of their object. */
export function localized(spec: JsonObject, home: string): JsonObject {
  const { namespace, ...rest } = spec;
  const kept = namespace === home && typeof spec['name'] === 'string' ? rest : spec;
  return Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, valueIn(value, home)]));
}

function valueIn(value: JsonValue, home: string): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => valueIn(item, home));
  return typeof value === 'object' && value !== null ? localized(value as JsonObject, home) : value;
}
