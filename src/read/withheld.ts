import type { JsonValue } from './manifest.ts';
import { isJsonObject, type JsonObject, jsonObjectOf } from './values.ts';

/**
 * A Secret as it comes from a cluster: its name, its type, and `null` for each of its values. That a value is empty may be
 * known, for an empty one counts as none. Everything else goes, as annotations may hold the whole Secret as it was applied.
 */
export function withoutValues(secret: JsonObject): JsonObject {
  const metadata = isJsonObject(secret['metadata']) ? secret['metadata'] : {};
  return jsonObjectOf([
    ...only(secret, 'apiVersion', 'kind', 'type'),
    ['metadata', jsonObjectOf(only(metadata, 'name', 'namespace'))],
    ['data', keysOf(secret['data'])],
    ['stringData', keysOf(secret['stringData'])],
  ]);
}

const only = (object: JsonObject, ...keys: readonly string[]): (readonly [string, JsonValue])[] =>
  keys.flatMap((key) => (object[key] === undefined ? [] : [[key, object[key]] as const]));

const keysOf = (values: JsonValue | undefined): JsonObject =>
  jsonObjectOf(
    Object.entries(isJsonObject(values) ? values : {}).map(([key, value]) => [key, value === '' ? '' : null]),
  );
