import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { FieldPath } from '../model/origin.ts';
import type { Fault } from './faults.ts';
import type { JsonValue } from './manifest.ts';
import { entryPlaceOf, itemPlaceOf, type Place } from './places.ts';
import type { Extent } from './positions.ts';
import { type PlainValue, plainValueOf, taggedValueOf } from './scalars.ts';
import { type JsonObject, newJsonObject } from './values.ts';

/** A key that its mapping already had: where it stands again, and its path from the document's root. */
export interface DuplicateKey {
  readonly path: FieldPath;
  readonly place: Place;
}

/** A document as values and places. */
export interface Tree {
  readonly value: JsonValue;
  readonly place: Place;
  /** In the order of the text. */
  readonly duplicates: readonly DuplicateKey[];
  /** Where there is one, the values mean nothing. */
  readonly fault?: Fault | undefined;
}

/** Makes kubectl's values of a parsed document, whose text starts at `offset` in `text`. */
export function treeOf(root: Node, text: string, offset: number): Tree {
  const walk: Walk = { text, offset, path: [], anchors: new Map(), duplicates: [], count: 0, aliased: 0 };
  const branch = branchOf(root, walk);
  return {
    value: branch.value,
    place: itemPlaceOf(extentOf(root, walk), branch),
    // The walk comes to a duplicate's end before it knows it for one, so inner ones are found first.
    duplicates: walk.duplicates.toSorted((one, other) => one.place.start - other.place.start),
    fault: walk.fault,
  };
}

interface Walk {
  readonly text: string;
  readonly offset: number;
  /** Where the walk is now. */
  readonly path: (string | number)[];
  readonly anchors: Map<string, Anchored | 'open'>;
  readonly duplicates: DuplicateKey[];
  /** Values met so far; those behind an alias count each time. */
  count: number;
  aliased: number;
  fault?: Fault;
}

/** A value, and what its place needs to know of it. `end` is where a span may run to: never over a mapping or sequence. */
type Branch =
  | {
      readonly value: PlainValue;
      readonly written?: string | undefined;
      readonly within?: undefined;
      readonly end?: number;
    }
  | { readonly value: readonly JsonValue[]; readonly within: readonly Place[]; readonly end?: number }
  | { readonly value: JsonObject; readonly within: ReadonlyMap<string, Place>; readonly end?: number };

interface Anchored {
  readonly branch: Branch;
  readonly count: number;
}

const deepest = 500;

// kubectl gives up at about as many, however few lines they come from.
const mostAliased = 400_000;

function branchOf(node: Node | null, walk: Walk): Branch {
  if (node === null) return { value: null, written: '' };
  walk.count += 1;
  if (walk.path.length > deepest) return refuse(node, walk, `it is nested more than ${deepest} levels deep`);
  if (isAlias(node)) return aliasBranchOf(node, walk);
  const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
  if (anchor === undefined) return ownBranchOf(node, walk);
  const before = walk.count - 1;
  walk.anchors.set(anchor, 'open');
  const branch = ownBranchOf(node, walk);
  walk.anchors.set(anchor, { branch, count: walk.count - before });
  return branch;
}

function ownBranchOf(node: Node, walk: Walk): Branch {
  if (isMap(node)) return mapBranchOf(node, walk);
  if (isSeq(node)) return listBranchOf(node, walk);
  return scalarBranchOf(node as Scalar, walk);
}

function aliasBranchOf(node: Alias, walk: Walk): Branch {
  const anchored = walk.anchors.get(node.source);
  if (anchored === undefined) return refuse(node, walk, `no anchor \`&${node.source}\` comes before this alias`);
  if (anchored === 'open') return refuse(node, walk, `the anchor \`&${node.source}\` contains itself`);
  walk.count += anchored.count;
  walk.aliased += anchored.count;
  if (walk.aliased > mostAliased) return refuse(node, walk, `its aliases stand for more than ${mostAliased} values`);
  return { ...anchored.branch, end: extentOf(node, walk).end };
}

function scalarBranchOf(node: Scalar, walk: Walk): Branch {
  const source = node.source ?? '';
  const value = scalarValueOf(node, source);
  if (value === undefined) return refuse(node, walk, `\`${source}\` is not what its tag \`${node.tag}\` says`);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return refuse(node, walk, `\`${source}\` is a number that JSON does not have`);
  }
  const { start, end } = extentOf(node, walk);
  const written = typeof value === 'string' ? undefined : source;
  return start === end ? { value, written } : { value, written, end };
}

function scalarValueOf(node: Scalar, source: string): PlainValue | undefined {
  if (node.tag !== undefined) return taggedValueOf(node.tag, source);
  return node.type === 'PLAIN' ? plainValueOf(source) : source;
}

function listBranchOf(node: YAMLSeq, walk: Walk): Branch {
  const value: JsonValue[] = [];
  const within: Place[] = [];
  // The parser makes a node even of an empty item.
  for (const [index, item] of (node.items as Node[]).entries()) {
    walk.path.push(index);
    const branch = branchOf(item, walk);
    walk.path.pop();
    value.push(branch.value);
    within.push(itemPlaceOf(extentOf(item, walk), branch));
  }
  return { value, within };
}

function mapBranchOf(node: YAMLMap, walk: Walk): Branch {
  const value = newJsonObject();
  const within = new Map<string, Place>();
  const own = new Set<string>();
  // The parser makes a node even of an empty key; `? key` alone has no value.
  for (const pair of node.items as Pair<Node, Node | null>[]) {
    if (isMerge(pair.key)) {
      merge(pair, value, within, walk);
      continue;
    }
    const key = keyOf(pair.key, walk);
    walk.path.push(key);
    const branch = branchOf(pair.value, walk);
    const place = entryPlaceOf(walk.text, extentOf(pair.key, walk), branch);
    if (own.has(key)) walk.duplicates.push({ path: [...walk.path], place });
    walk.path.pop();
    own.add(key);
    value[key] = branch.value;
    within.set(key, place);
  }
  return { value, within };
}

function keyOf(node: Node, walk: Walk): string {
  const { value } = branchOf(node, walk);
  if (value !== null && typeof value !== 'object') return String(value);
  refuse(node, walk, value === null ? 'a key is empty' : 'a key is a map or a list');
  return '';
}

function isMerge(key: Node): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.source === '<<' && key.tag === undefined;
}

/**
 * Copies what `<<` names into the mapping. In kubectl it wins over the entries above it, unlike in newer
 * readers of YAML; in a list of mappings the first one wins.
 */
function merge(
  pair: Pair<Node, Node | null>,
  value: Record<string, JsonValue>,
  within: Map<string, Place>,
  walk: Walk,
): void {
  const nodes = isSeq(pair.value) ? (pair.value.items as Node[]).toReversed() : [pair.value];
  for (const node of nodes) {
    const branch = branchOf(node, walk);
    if (!(branch.within instanceof Map)) {
      refuse(node ?? pair.key, walk, '`<<` takes a map or a list of maps');
      return;
    }
    Object.assign(value, branch.value);
    for (const [key, place] of branch.within) within.set(key, place);
  }
}

function refuse(node: Node, walk: Walk, problem: string): Branch {
  walk.fault ??= { ...extentOf(node, walk), problem };
  return { value: null };
}

function extentOf(node: Node, walk: Walk): Extent {
  const [start, end] = node.range ?? [0, 0];
  return { start: walk.offset + start, end: walk.offset + end };
}
