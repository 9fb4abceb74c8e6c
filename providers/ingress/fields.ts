import type { FieldPath } from '../../src/model/origin.ts';
import { nearest } from '../../src/nearest.ts';
import type { JsonValue, Manifest } from '../../src/read/manifest.ts';
import { isMap } from './backend.ts';

/** The fields of an Ingress, of all versions of the API: nobody reads another one, and the API server refuses it. */

/** The fields of a map, or of the maps in a list. What is `undefined` is not looked into. */
type Shape = ReadonlyMap<string, Shape | undefined>;

const shape = (fields: Readonly<Record<string, Shape | undefined>>): Shape => new Map(Object.entries(fields));
const names = (text: string): Readonly<Record<string, undefined>> =>
  Object.fromEntries(text.split(' ').map((name) => [name, undefined]));

const backend = shape({
  ...names('resource serviceName servicePort'),
  service: shape({ name: undefined, port: shape(names('name number')) }),
});
const ingress = shape({
  ...names('apiVersion kind status'),
  metadata: shape(
    names(
      'annotations clusterName creationTimestamp deletionGracePeriodSeconds deletionTimestamp finalizers generateName generation labels managedFields name namespace ownerReferences resourceVersion selfLink uid',
    ),
  ),
  spec: shape({
    ...names('ingressClassName'),
    backend,
    defaultBackend: backend,
    tls: shape(names('hosts secretName')),
    rules: shape({ host: undefined, http: shape({ paths: shape({ ...names('path pathType'), backend }) }) }),
  }),
});

/** Tells of a field that an Ingress does not have, with the one that may be meant. */
type Tell = (path: FieldPath, meant: string | undefined) => void;

/** Tells of every field that is none of an Ingress. */
export function tellUnknownFields({ body }: Manifest, tell: Tell): void {
  look(body, ingress, [], tell);
}

/** The path is the same list all along: it is copied where there is something to tell. */
function look(value: JsonValue | undefined, fields: Shape, path: (string | number)[], tell: Tell): void {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) lookInto(value[i], i, fields, path, tell);
  } else if (isMap(value)) {
    for (const key in value) {
      const below = fields.get(key);
      if (below !== undefined) lookInto(value[key], key, below, path, tell);
      else if (!fields.has(key)) tell([...path, key], meantBy(key, fields));
    }
  }
}

function lookInto(
  value: JsonValue | undefined,
  step: string | number,
  fields: Shape,
  path: (string | number)[],
  tell: Tell,
): void {
  path.push(step);
  look(value, fields, path, tell);
  path.pop();
}

function meantBy(key: string, fields: Shape): string | undefined {
  const lower = key.toLowerCase();
  const known = [...fields.keys()];
  return known.find((name) => name.toLowerCase() === lower) ?? nearest(key, known);
}
