import type { FieldPath } from '../model/origin.ts';
import { nearest } from '../nearest.ts';
import type { JsonValue } from '../read/manifest.ts';
import type { Finding } from './finding.ts';
import { childrenOf, isObject, type Schema, schemaOfField } from './schema.ts';

/** Looks for fields that the schema does not know: strict validation refuses what the server would drop. */
export function* checkUnknownFields(schema: Schema, value: JsonValue, path: FieldPath): Iterable<Finding> {
  const keepsUnknown = schema['x-kubernetes-preserve-unknown-fields'] || schema.additionalProperties === true;
  for (const field of isObject(value) && !keepsUnknown ? Object.keys(value) : []) {
    if (!schemaOfField(schema, field))
      yield { path: [...path, field], type: 'Unknown', message: unknown(schema, field) };
  }
  for (const child of childrenOf(schema, value)) {
    yield* checkUnknownFields(child.schema, child.value, [...path, child.key]);
  }
}

/** Says which field may be meant. */
function unknown(schema: Schema, field: string): string {
  const close = nearest(field, Object.keys(schema.properties ?? {}));
  return close === undefined ? 'unknown field' : `unknown field, did you mean ${close}?`;
}
