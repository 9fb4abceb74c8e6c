import type { JsonValue } from '../read/manifest.ts';
import { isList, isObject, type JsonObject, type Schema } from './schema.ts';
import { faultOfSchema } from './schema-faults.ts';

/** One version of a kind. */
export interface Version {
  readonly served: boolean;
  /** Whether `status` is a subresource: then the server ignores it when an object is created. */
  readonly hasStatusSubresource: boolean;
  readonly schema: Schema;
  /** Why nothing can be judged by the schema. */
  readonly fault?: string | undefined;
}

/** What a CustomResourceDefinition says about its kind. */
export interface Definition {
  readonly namespaced: boolean;
  readonly versions: ReadonlyMap<string, Version>;
  /** The release that it came with, where it says so. */
  readonly release?: string | undefined;
}

/** A kind that a CustomResourceDefinition defines. */
export interface DefinedKind {
  readonly group: string;
  readonly kind: string;
}

/** Which kind an object defines; `undefined` where it is no CustomResourceDefinition. */
export function kindDefinedBy(object: JsonValue): DefinedKind | undefined {
  if (!isObject(object) || object['kind'] !== 'CustomResourceDefinition') return undefined;
  const { group, names } = fieldsOf(object['spec']);
  const { kind } = fieldsOf(names);
  return typeof group === 'string' && typeof kind === 'string' ? { group, kind } : undefined;
}

/** What a CustomResourceDefinition says. Nobody has checked it where it comes from a file. */
export function definitionIn(object: JsonValue): Definition {
  const { metadata, spec } = fieldsOf(object);
  const { scope, versions } = fieldsOf(spec);
  return {
    namespaced: scope !== 'Cluster',
    versions: new Map((isList(versions) ? versions : []).map(versionIn)),
    release: releaseIn(fieldsOf(fieldsOf(metadata)['annotations'])),
  };
}

function versionIn(version: JsonValue): [string, Version] {
  const { name, served, schema, subresources } = fieldsOf(version);
  const { openAPIV3Schema } = fieldsOf(schema);
  const fault = openAPIV3Schema === undefined ? 'it has no schema' : faultOfSchema(openAPIV3Schema, []);
  return [
    String(name),
    {
      served: served === true,
      hasStatusSubresource: fieldsOf(subresources)['status'] !== undefined,
      schema: { ...(fault === undefined && (openAPIV3Schema as Schema)), 'x-kubernetes-embedded-resource': true },
      fault,
    },
  ];
}

/** The Gateway API says in every definition which release and channel it belongs to. */
function releaseIn(annotations: JsonObject): string | undefined {
  const release = annotations['gateway.networking.k8s.io/bundle-version'];
  const channel = annotations['gateway.networking.k8s.io/channel'];
  if (typeof release !== 'string') return undefined;
  return typeof channel === 'string' ? `${release} (${channel})` : release;
}

const fieldsOf = (value: JsonValue | undefined): JsonObject => (isObject(value) ? value : {});
