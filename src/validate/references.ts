import { ByName } from '../by-name.ts';
import type { KubernetesObject } from '../emit/fragment.ts';
import { type Crossing, crossingsOf } from '../emit/grants.ts';
import { groupBy } from '../group.ts';
import type { FieldPath } from '../model/origin.ts';
import { admitsNamespace } from '../simulate/namespaces.ts';
import { addDisputes } from './disputes.ts';
import type { Flaw } from './flaw.ts';
import { type Allowed, type Item, isItem, itemsOf, keyOf, nameOf, type Reference } from './items.ts';

/** The kinds that are all among the objects of a conversion: it refers to no others. */
export const routed: readonly string[] = ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute', 'AgentgatewayBackend'];

/**
 * Flaws between objects: two with one name, references to rules and listeners that are not there or do not admit who
 * refers, references into other namespaces without leave, and two policies that set one field of one target. What an
 * object refers to and is not among them is not judged, but for kinds of which all are said to be there.
 */
export function flawsOf(objects: readonly KubernetesObject[], complete: readonly string[] = []): Flaw[] {
  const named = new ByName<KubernetesObject>();
  for (const object of objects) named.set(object.kind, object.metadata.namespace, object.metadata.name, object);
  const known: Known = {
    named,
    // Of all objects only these say who is admitted.
    namespaces: objects.filter(({ kind }) => kind === 'Namespace'),
    listeners: listenersByName(),
    granted: grantsIn(objects),
    complete,
  };
  const flaws = named.size === objects.length ? [] : namesakes(objects);
  for (const object of objects) addFlaws(object, known, flaws);
  addDisputes(objects, flaws);
  return flaws;
}

const namesakes = (objects: readonly KubernetesObject[]): Flaw[] =>
  [...groupBy(objects, nameOf)].flatMap(([name, [, ...more]]) =>
    more.map((object) => ({ object, path: ['metadata', 'name'], message: `there is another ${name}` })),
  );

/** Adds what is wrong with the references of an object. Nearly all are right, so they are gone through without more ado. */
function addFlaws(object: KubernetesObject, known: Known, flaws: Flaw[]): void {
  const { kind, spec } = object;
  const parents = itemsOf(spec?.['parentRefs']);
  for (let i = 0; i < parents.length; i += 1) add(parentFlaw(object, parents[i] as Item, i, known), flaws);
  if (kind === 'ListenerSet') add(setFlaw(object, known), flaws);
  const targets = itemsOf(spec?.['targetRefs']);
  for (let i = 0; i < targets.length; i += 1) add(targetFlaw(object, targets[i] as Item, i, known), flaws);
  const rules = itemsOf(spec?.['rules']);
  for (let i = 0; i < rules.length; i += 1) {
    const backends = itemsOf(rules[i]?.backendRefs);
    for (let j = 0; j < backends.length; j += 1) add(backendFlaw(object, backends[j] as Item, i, j, known), flaws);
  }
  for (const crossing of crossingsOf(object)) add(leaveFlaw(object, crossing, known), flaws);
}

function add(flaw: Flaw | undefined, flaws: Flaw[]): void {
  if (flaw) flaws.push(flaw);
}

interface Known {
  /** Of several with one name the last. */
  readonly named: ByName<KubernetesObject>;
  readonly namespaces: readonly KubernetesObject[];
  /** The listeners of an object that have a name. */
  readonly listeners: (parent: KubernetesObject, name: string) => readonly Item[];
  /** What ReferenceGrants give leave for. */
  readonly granted: ReadonlySet<string>;
  readonly complete: readonly string[];
}

/** Looks listeners up, of which a Gateway has as many as there are hosts. */
function listenersByName(): Known['listeners'] {
  const byName = new Map<KubernetesObject, ReadonlyMap<string, readonly Item[]>>();
  return (parent, name) => {
    const known = byName.get(parent) ?? groupBy(itemsOf(parent.spec?.['listeners']), (listener) => listener.name);
    byName.set(parent, known);
    return known.get(name) ?? [];
  };
}

const absent = (
  object: KubernetesObject,
  kind: string,
  key: string,
  path: FieldPath,
  known: Known,
): Flaw | undefined => (known.complete.includes(kind) ? { object, path, message: `there is no ${key}` } : undefined);

function parentFlaw(
  object: KubernetesObject,
  { kind = 'Gateway', name, namespace = object.metadata.namespace, sectionName }: Reference,
  i: number,
  known: Known,
): Flaw | undefined {
  const parent = known.named.at(kind, namespace, name);
  if (!parent) return absent(object, kind, keyOf(kind, namespace, name), ['spec', 'parentRefs', i], known);
  const named = sectionName === undefined ? itemsOf(parent.spec?.['listeners']) : known.listeners(parent, sectionName);
  if (named.length === 0) {
    const path = ['spec', 'parentRefs', i, 'sectionName'];
    return { object, path, message: `${keyOf(kind, namespace, name)} has no listener ${sectionName}` };
  }
  const admits = named.some(
    ({ allowedRoutes }) =>
      !isDecidable(allowedRoutes) || admitsNamespace(allowedRoutes, 'Same', parent, object, known.namespaces),
  );
  if (admits) return undefined;
  const message = `${keyOf(kind, namespace, name)} admits no routes of namespace ${object.metadata.namespace}`;
  return { object, path: ['spec', 'parentRefs', i], message };
}

function setFlaw(object: KubernetesObject, known: Known): Flaw | undefined {
  const ref = object.spec?.['parentRef'] as Reference | undefined;
  const namespace = ref?.namespace ?? object.metadata.namespace;
  const name = ref?.name ?? '';
  const key = keyOf('Gateway', namespace, name);
  const path = ['spec', 'parentRef'];
  const parent = known.named.at('Gateway', namespace, name);
  if (!parent) return absent(object, 'Gateway', key, path, known);
  const allowed = parent.spec?.['allowedListeners'] as Allowed;
  if (!isDecidable(allowed) || admitsNamespace(allowed, 'None', parent, object, known.namespaces)) return undefined;
  return { object, path, message: `${key} admits no ListenerSets of namespace ${object.metadata.namespace}` };
}

/** Of namespaces that are not among the objects only the name is known. What no API server would read is told elsewhere. */
function isDecidable(allowed: Allowed): boolean {
  const { from, selector } = allowed?.namespaces ?? {};
  if (from !== 'Selector') return [undefined, 'All', 'Same', 'None'].includes(from);
  const { matchLabels = {}, matchExpressions = [] } = { ...selector };
  if (!isItem(matchLabels) || !Array.isArray(matchExpressions) || !matchExpressions.every(isExpression)) return false;
  const keys = [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
  return keys.every((key) => key === 'kubernetes.io/metadata.name');
}

const isExpression = (value: unknown): boolean =>
  isItem(value) && (!('values' in value) || Array.isArray(value.values));

function targetFlaw(
  object: KubernetesObject,
  { kind = '', name, sectionName }: Reference,
  i: number,
  known: Known,
): Flaw | undefined {
  const { namespace } = object.metadata;
  const there = known.named.at(kind, namespace, name);
  if (!there) return absent(object, kind, keyOf(kind, namespace, name), ['spec', 'targetRefs', i], known);
  if (sectionName === undefined) return undefined;
  const sections = [...itemsOf(there.spec?.['rules']), ...itemsOf(there.spec?.['listeners'])];
  if (sections.length === 0 || sections.some((section) => section.name === sectionName)) return undefined;
  const path = ['spec', 'targetRefs', i, 'sectionName'];
  return { object, path, message: `${keyOf(kind, namespace, name)} has no rule or listener ${sectionName}` };
}

/** Backends of rules may have to be among the objects. */
function backendFlaw(
  object: KubernetesObject,
  { kind = 'Service', namespace = object.metadata.namespace, name }: Reference,
  i: number,
  j: number,
  known: Known,
): Flaw | undefined {
  if (!known.complete.includes(kind) || known.named.at(kind, namespace, name)) return undefined;
  return absent(object, kind, keyOf(kind, namespace, name), ['spec', 'rules', i, 'backendRefs', j], known);
}

/** The leave that ReferenceGrants give, as texts that can be looked up. */
function grantsIn(objects: readonly KubernetesObject[]): ReadonlySet<string> {
  const grants = objects.filter(({ kind }) => kind === 'ReferenceGrant');
  return new Set(
    grants.flatMap((grant) =>
      itemsOf(grant.spec?.['from']).flatMap((from) =>
        itemsOf(grant.spec?.['to']).map((to) =>
          leave(`${from.kind} ${from.namespace}`, to.kind ?? '', grant.metadata.namespace, to.name ?? '*'),
        ),
      ),
    ),
  );
}

const leave = (from: string, kind: string, namespace: string, name: string): string =>
  `${from} to ${keyOf(kind, namespace, name)}`;

function leaveFlaw(object: KubernetesObject, { from, to, path }: Crossing, { granted }: Known): Flaw | undefined {
  if ([to.name, '*'].some((name) => granted.has(leaveOf(from, to, name)))) return undefined;
  const target = keyOf(to.kind, to.namespace, to.name);
  const message = `no ReferenceGrant lets ${object.kind} of ${object.metadata.namespace} refer to ${target}`;
  return { object, path, message, isLeave: true };
}

const leaveOf = (from: Crossing['from'], to: Crossing['to'], name: string): string =>
  leave(`${from.kind} ${from.namespace}`, to.kind, to.namespace, name);
