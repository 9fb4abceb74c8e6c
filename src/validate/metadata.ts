import type { FieldPath } from '../model/origin.ts';
import type { JsonValue } from '../read/manifest.ts';
import type { Finding } from './finding.ts';
import { keyFaults, nameFaults } from './names.ts';
import { isList, isObject, type JsonObject } from './schema.ts';

const annotationBytes = 256 * 1024;

/** Judges the names, labels, annotations and finalizers of an object; that they are texts is for the schema to say. */
export function* checkMetadata(metadata: JsonObject, namespaced: boolean): Iterable<Finding> {
  const { name, generateName, namespace } = metadata;
  if (!name && !generateName) yield { path: ['metadata', 'name'], type: 'Required', message: 'is required' };
  if (isText(name)) yield* invalid(['metadata', 'name'], nameFaults('dns1123Subdomain', name));
  // What the server appends takes the place of the dash.
  if (isText(generateName)) {
    yield* invalid(['metadata', 'generateName'], nameFaults('dns1123Subdomain', generateName.replace(/.-$/, 'a')));
  }
  // A namespace that is missing is the one that the client has chosen.
  if (isText(namespace) && namespaced) {
    yield* invalid(['metadata', 'namespace'], nameFaults('dns1123Label', namespace));
  }
  if (namespace && !namespaced) {
    yield { path: ['metadata', 'namespace'], type: 'Forbidden', message: 'must be absent: the kind is cluster-scoped' };
  }
  for (const [key, value] of entriesOf(metadata['labels'])) {
    yield* invalid(['metadata', 'labels', key], [...keyFaults(key), ...valueFaults(value)]);
  }
  for (const [i, value] of listOf(metadata['finalizers']).entries()) {
    if (typeof value === 'string') yield* invalid(['metadata', 'finalizers', i], keyFaults(value));
  }
  yield* checkAnnotations(entriesOf(metadata['annotations']));
}

function* checkAnnotations(annotations: readonly [string, JsonValue][]): Iterable<Finding> {
  let bytes = 0;
  for (const [key, value] of annotations) {
    yield* invalid(['metadata', 'annotations', key], keyFaults(key.toLowerCase()));
    bytes += Buffer.byteLength(key) + (isText(value) ? Buffer.byteLength(value) : 0);
  }
  if (bytes > annotationBytes) {
    const message = `must be at most ${annotationBytes} bytes in all, are ${bytes}`;
    yield { path: ['metadata', 'annotations'], type: 'TooLong', message };
  }
}

const isText = (value: JsonValue | undefined): value is string => typeof value === 'string' && value !== '';

function valueFaults(value: JsonValue): readonly string[] {
  return isText(value) ? nameFaults('labelValue', value) : [];
}

function* invalid(path: FieldPath, faults: readonly string[]): Iterable<Finding> {
  for (const message of faults) yield { path, type: 'Invalid', message };
}

function entriesOf(value: JsonValue | undefined): [string, JsonValue][] {
  return isObject(value) ? Object.entries(value) : [];
}

const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (isList(value) ? value : []);
