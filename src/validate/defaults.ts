import type { JsonValue } from '../read/manifest.ts';
import { isList, isObject, type Schema, schemaOfField } from './schema.ts';

/** Fills in the defaults of the schema, and drops the nulls it does not allow, as the server does before it validates. */
export function withDefaults(schema: Schema | undefined, value: JsonValue): JsonValue {
  if (!schema) return value;
  if (isList(value)) return value.map((item) => withDefaults(schema.items, item));
  if (!isObject(value)) return value;
  const { properties = {} } = schema;
  const given = Object.entries(value)
    .map(([field, child]) => ({ field, child, known: schemaOfField(schema, field) }))
    .filter(({ child, known }) => child !== null || !known || known.nullable)
    .map(({ field, child, known }): [string, JsonValue] => [field, withDefaults(known, child)]);
  const added = Object.entries(properties).flatMap(([field, property]): [string, JsonValue][] =>
    property.default === undefined ? [] : [[field, withDefaults(property, property.default)]],
  );
  return Object.fromEntries([...added, ...given]);
}
