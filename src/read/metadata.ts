import type { Report } from '../diagnostics/diagnostic.ts';
import type { FieldPath, Origin } from '../model/origin.ts';
import type { JsonValue } from './manifest.ts';
import { type Place, placeAt } from './places.ts';
import { isJsonObject, type JsonObject, jsonObjectOf, typeOf } from './values.ts';

/** A name or a namespace as a string, however it was written; `''` where there is none. */
export function nameOf(body: JsonObject, place: Place, field: 'name' | 'namespace'): string {
  const value = isJsonObject(body['metadata']) ? body['metadata'][field] : undefined;
  if (typeof value === 'string') return value;
  if (typeof value !== 'number' && typeof value !== 'boolean') return '';
  return placeAt(place, ['metadata', field]).written ?? String(value);
}

/** Where fields stand, and whom to tell about them. */
interface Context {
  readonly place: Place;
  readonly originOf: (path: FieldPath) => Origin;
  readonly report: Report;
}

/** An Ingress with its names, labels and annotations as strings, which the API server wants them to be. */
export function withTextualMetadata(body: JsonObject, context: Context): JsonObject {
  const metadata = body['metadata'];
  if (!isJsonObject(metadata) || isTextual(metadata)) return body;
  return jsonObjectOf([...Object.entries(body), ['metadata', textualMetadata(metadata, context)]]);
}

/** Whether there is nothing to change, as nearly always. */
function isTextual({ name, namespace, labels, annotations }: JsonObject): boolean {
  return (
    isText(name) && (namespace === undefined || isText(namespace)) && holdsTexts(labels) && holdsTexts(annotations)
  );
}

function isText(value: JsonValue | undefined): boolean {
  return typeof value === 'string';
}

function holdsTexts(map: JsonValue | undefined): boolean {
  if (map === undefined) return true;
  if (!isJsonObject(map)) return false;
  for (const key in map) if (!isText(map[key])) return false;
  return true;
}

function textualMetadata(metadata: JsonObject, context: Context): JsonObject {
  const entries: [string, JsonValue][] = [];
  for (const [field, value] of Object.entries(metadata)) {
    const textual = textualField(field, value, context);
    if (textual !== undefined) entries.push([field, textual]);
  }
  return jsonObjectOf(entries);
}

function textualField(field: string, value: JsonValue, context: Context): JsonValue | undefined {
  const path = ['metadata', field];
  switch (field) {
    case 'name':
    case 'namespace':
      return textOf(value, path, context);
    case 'labels':
    case 'annotations':
      if (value === null) return undefined;
      // What is no map at all stays, for whoever has to know what annotations there were.
      return isJsonObject(value) ? textsOf(value, path, context) : value;
    default:
      return value;
  }
}

function textsOf(map: JsonObject, path: FieldPath, context: Context): JsonObject {
  const entries: [string, string][] = [];
  for (const [key, value] of Object.entries(map)) {
    // The text of a list or a map is no value that means anything, and yet the key is there.
    entries.push([key, textOf(value, [...path, key], context) ?? JSON.stringify(value)]);
  }
  return jsonObjectOf(entries);
}

const textOf = (value: JsonValue, path: FieldPath, context: Context): string | undefined =>
  textIn(value, path, context, () => placeAt(context.place, path).written);

/**
 * What has to be a string, as one; `undefined` for a list or a map. Both are told of. `written` is how the text has it, where
 * that is known.
 */
export function textIn(
  value: JsonValue,
  path: FieldPath,
  { originOf, report }: Pick<Context, 'originOf' | 'report'>,
  written: () => string | undefined,
): string | undefined {
  if (typeof value === 'string') return value;
  // The API server reads `null` as the empty string and says nothing.
  if (value === null) return '';
  const about = { field: path.join('.'), type: typeOf(value) };
  if (typeof value === 'object') {
    report('I2G1009', about, [originOf(path)]);
    return undefined;
  }
  const text = written() ?? String(value);
  report('I2G1008', { ...about, written: text }, [originOf(path)]);
  return text;
}
