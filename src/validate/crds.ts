import { readDocument } from '../read/document.ts';
import { documentsIn, type TextDocument } from '../read/documents.ts';
import { itemsOf } from '../read/lists.ts';
import type { JsonValue } from '../read/manifest.ts';
import { spansIn } from '../read/positions.ts';
import { Refusal } from '../refusal.ts';
import { coreKinds } from './core-kinds.ts';
import { type DefinedKind, type Definition, definitionIn, kindDefinedBy } from './definition.ts';

/** The kinds that objects can be judged by. */
export interface CrdSet {
  /** The kinds that are defined, beside those that every cluster has. */
  readonly kinds: readonly DefinedKind[];
  /** Whether the kind of that group is known, in whatever version. */
  readonly has: (apiVersion: string, kind: string) => boolean;
  /** What is known of the kind. Its text is parsed when it is first asked for; throws a `Refusal` where it is not readable. */
  readonly definitionOf: (apiVersion: string, kind: string) => Definition | undefined;
}

/** A file of CustomResourceDefinitions; other objects in it are passed over. */
export interface CrdFile {
  readonly path: string;
  readonly text: string;
}

/** A kind, and its definition as soon as it is asked for. */
type Entry = readonly [DefinedKind, () => Definition];

/** Reads definitions, and ConfigMap and Secret with them. Where a kind is defined twice, the later definition holds. */
export function readCrds(files: Iterable<CrdFile>): CrdSet {
  return setOf(entriesOf(files));
}

/** The definitions among some objects, as a cluster gives them. */
export function crdsAmong(objects: readonly JsonValue[]): CrdSet {
  return setOf(objects.flatMap(entryOf));
}

/** Several sets as one. Where a kind is defined twice, the later definition holds. */
export function joinCrds(sets: readonly CrdSet[]): CrdSet {
  return {
    kinds: sets.flatMap(({ kinds }) => kinds),
    has: (apiVersion, kind) => sets.some((one) => one.has(apiVersion, kind)),
    definitionOf: (apiVersion, kind) =>
      sets.findLast((one) => one.has(apiVersion, kind))?.definitionOf(apiVersion, kind),
  };
}

/** Why the text of a file is not YAML, where it is not; with the line. */
export function faultIn({ path, text }: CrdFile): string | undefined {
  for (const document of documentsIn(text)) {
    const reading = readDocument(text, document);
    if (reading.kind === 'broken') return `${path}:${spansIn(text)(reading.fault).line}: ${reading.fault.problem}`;
  }
  return undefined;
}

function setOf(entries: Iterable<Entry>): CrdSet {
  const kinds: DefinedKind[] = [];
  const definitions = new Map<string, () => Definition>();
  for (const [kind, definition] of Object.entries(coreKinds)) definitions.set(keyOf('', kind), () => definition);
  for (const [defined, definition] of entries) {
    kinds.push(defined);
    definitions.set(keyOf(defined.group, defined.kind), definition);
  }
  const find = (apiVersion: string, kind: string) => definitions.get(keyOf(groupOf(apiVersion), kind));
  return {
    kinds,
    has: (apiVersion, kind) => find(apiVersion, kind) !== undefined,
    definitionOf: (apiVersion, kind) => find(apiVersion, kind)?.(),
  };
}

/** As YAML and as JSON, by itself and in a list. */
const mayDefine = /\bkind["']?\s*:\s*["']?CustomResourceDefinition/;

function* entriesOf(files: Iterable<CrdFile>): Generator<Entry> {
  for (const file of files) {
    for (const document of documentsIn(file.text)) {
      const text = file.text.slice(document.start, document.end);
      if (!mayDefine.test(text)) continue;
      const defined = kindAtFirstSight(text);
      if (defined === undefined) yield* objectsIn(file, document).flatMap(entryOf);
      else yield [defined, once(() => definitionIn(objectsIn(file, document)[0] ?? null))];
    }
  }
}

function entryOf(object: JsonValue): Entry[] {
  const defined = kindDefinedBy(object);
  return defined === undefined ? [] : [[defined, once(() => definitionIn(object))]];
}

/** The objects of a document: several where it is a list. */
function objectsIn({ path, text }: CrdFile, document: TextDocument): JsonValue[] {
  const reading = readDocument(text, document);
  if (reading.kind === 'broken') {
    const { line } = spansIn(text)(reading.fault);
    throw new Refusal(`cannot read the CustomResourceDefinition in ${path}:${line}: ${reading.fault.problem}`);
  }
  return reading.tree === undefined ? [] : [...itemsOf({ ...reading.tree, path: [] })].map(({ value }) => value);
}

// The part of an `apiVersion` before the slash; empty for the core group.
function groupOf(apiVersion: string): string {
  return apiVersion.slice(0, Math.max(apiVersion.indexOf('/'), 0));
}

function keyOf(group: string, kind: string): string {
  return `${kind}.${group}`;
}

// As every generator lays definitions out. To parse them all for their names would take most of a second.
function kindAtFirstSight(document: string): DefinedKind | undefined {
  if (!/^kind: CustomResourceDefinition$/m.test(document)) return undefined;
  const [, group] = /^ {2}group: ([\w.-]+)$/m.exec(document) ?? [];
  const [, kind] = /^ {2}names:\n(?: {4}.*\n)*? {4}kind: (\w+)$/m.exec(document) ?? [];
  return group === undefined || kind === undefined ? undefined : { group, kind };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
