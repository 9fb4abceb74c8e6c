import { parse } from 'yaml';
import { coreKinds } from './core-kinds.ts';
import type { Schema } from './schema.ts';

/** One version of a kind. */
export interface Version {
  readonly served: boolean;
  /** Whether `status` is a subresource: then the server ignores it when an object is created. */
  readonly hasStatusSubresource: boolean;
  readonly schema: Schema;
}

/** What a CustomResourceDefinition says about its kind. */
export interface Definition {
  readonly namespaced: boolean;
  readonly versions: ReadonlyMap<string, Version>;
}

/** The kinds that objects can be judged by. */
export interface CrdSet {
  /** Whether the kind of that group is known, in whatever version. */
  readonly has: (apiVersion: string, kind: string) => boolean;
  /** What is known of the kind. Its text is parsed when it is first asked for. */
  readonly definitionOf: (apiVersion: string, kind: string) => Definition | undefined;
}

/** A file of CustomResourceDefinitions; other objects in it are passed over. */
interface CrdFile {
  readonly path: string;
  readonly text: string;
}

interface CustomResourceDefinition {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly scope: 'Namespaced' | 'Cluster';
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema: { readonly openAPIV3Schema: Schema };
      readonly subresources?: { readonly status?: object };
    }[];
  };
}

/** Reads definitions, and ConfigMap and Secret with them. Where a kind is defined twice, the later definition holds. */
export function readCrds(files: Iterable<CrdFile>): CrdSet {
  const definitions = new Map<string, () => Definition>();
  for (const [kind, definition] of Object.entries(coreKinds)) definitions.set(keyOf('', kind), () => definition);
  for (const { path, text } of files) {
    for (const document of text.split(/^---.*$/m)) {
      if (!document.includes('CustomResourceDefinition')) continue;
      const key = keyAtFirstSight(document) ?? keyIn(parsed(document, path));
      const definition = once(() => definitionIn(parsed(document, path)));
      if (key !== undefined) definitions.set(key, definition);
    }
  }
  const find = (apiVersion: string, kind: string) => definitions.get(keyOf(groupOf(apiVersion), kind));
  return {
    has: (apiVersion, kind) => find(apiVersion, kind) !== undefined,
    definitionOf: (apiVersion, kind) => find(apiVersion, kind)?.(),
  };
}

// The part of an `apiVersion` before the slash; empty for the core group.
function groupOf(apiVersion: string): string {
  return apiVersion.slice(0, Math.max(apiVersion.indexOf('/'), 0));
}

function keyOf(group: string, kind: string): string {
  return `${kind}.${group}`;
}

// As every generator lays definitions out. To parse them all for their names would take most of a second.
function keyAtFirstSight(document: string): string | undefined {
  if (!/^kind: CustomResourceDefinition$/m.test(document)) return undefined;
  const [, group] = /^ {2}group: ([\w.-]+)$/m.exec(document) ?? [];
  const [, kind] = /^ {2}names:\n(?: {4}.*\n)*? {4}kind: (\w+)$/m.exec(document) ?? [];
  return group === undefined || kind === undefined ? undefined : keyOf(group, kind);
}

function keyIn(object: CustomResourceDefinition): string | undefined {
  return object.kind === 'CustomResourceDefinition' ? keyOf(object.spec.group, object.spec.names.kind) : undefined;
}

// Definitions come with the product or from a cluster that has accepted them: nothing checks them again.
function parsed(document: string, path: string): CustomResourceDefinition {
  try {
    return parse(document);
  } catch (cause) {
    throw new Error(`${path} is not YAML`, { cause });
  }
}

function definitionIn({ spec }: CustomResourceDefinition): Definition {
  const versions = spec.versions.map(({ name, served, schema, subresources }): [string, Version] => [
    name,
    {
      served,
      hasStatusSubresource: subresources?.status !== undefined,
      schema: { ...schema.openAPIV3Schema, 'x-kubernetes-embedded-resource': true },
    },
  ]);
  return { namespaced: spec.scope === 'Namespaced', versions: new Map(versions) };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
