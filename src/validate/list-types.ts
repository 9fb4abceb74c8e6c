import { clipped } from '../clipped.ts';
import type { FieldPath } from '../model/origin.ts';
import type { JsonValue } from '../read/manifest.ts';
import { canonical } from './canonical.ts';
import type { Finding } from './finding.ts';
import { childrenOf, isList, isObject, type Schema } from './schema.ts';

/** Looks for items that a list of type `set` or `map` has twice. */
export function* checkListTypes(schema: Schema, value: JsonValue, path: FieldPath): Iterable<Finding> {
  if (isList(value)) yield* duplicates(schema, value, path);
  for (const child of childrenOf(schema, value)) yield* checkListTypes(child.schema, child.value, [...path, child.key]);
}

function* duplicates(schema: Schema, items: readonly JsonValue[], path: FieldPath): Iterable<Finding> {
  const type = schema['x-kubernetes-list-type'];
  if (type !== 'set' && type !== 'map') return;
  const seen = new Map<string, number>();
  for (const [i, item] of items.entries()) {
    const identity = canonical(type === 'set' ? item : keysOf(schema, item));
    const count = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, count);
    if (count === 2) yield { path: [...path, i], type: 'Duplicate', message: `duplicate item ${clipped(identity)}` };
  }
}

function keysOf(schema: Schema, item: JsonValue): JsonValue {
  if (!isObject(item)) return item;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  return Object.fromEntries(Object.entries(item).filter(([field]) => keys.includes(field)));
}
