import { lazily } from '../lazily.ts';
import type { FieldPath } from '../model/origin.ts';
import type { JsonValue } from './manifest.ts';
import { type Place, placeAt } from './places.ts';
import { isJsonObject, type JsonObject, jsonObjectOf } from './values.ts';

/** What may be a Kubernetes object: a document, or an item of a `List`. */
export interface Candidate {
  readonly value: JsonValue;
  readonly place: Place;
  /** The way to it from the document's root. */
  readonly path: FieldPath;
}

/** The candidate itself; if it is a `List` or an `IngressList` its items, and theirs. */
export function itemsOf(candidate: Candidate): readonly Candidate[] {
  const { value, place, path } = candidate;
  const list = isJsonObject(value) ? listOf(value) : undefined;
  if (list === undefined) return [candidate];
  return list.items.flatMap((item, index) =>
    itemsOf({
      value: list.itemKind === '' || !isJsonObject(item) ? item : typed(item, list.apiVersion, list.itemKind),
      place: lazily(() => placeAt(place, ['items', index])),
      path: [...path, 'items', index],
    }),
  );
}

interface List {
  readonly apiVersion: JsonValue | undefined;
  /** Empty for a plain `List`. */
  readonly itemKind: string;
  readonly items: readonly JsonValue[];
}

function listOf({ apiVersion, kind, items }: JsonObject): List | undefined {
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return undefined;
  return { apiVersion, itemKind: kind.slice(0, -'List'.length), items };
}

// The API server leaves `apiVersion` and `kind` out of the items of a typed list.
function typed(item: JsonObject, apiVersion: JsonValue | undefined, kind: string): JsonObject {
  if (item['kind'] !== undefined && item['apiVersion'] !== undefined) return item;
  return jsonObjectOf([['apiVersion', apiVersion ?? null], ['kind', kind], ...Object.entries(item)]);
}
