import type { JsonObject, KubernetesObject } from '../emit/fragment.ts';
import { type Crossing, crossingsOf } from '../emit/grants.ts';
import { groupBy } from '../group.ts';
import type { FieldPath } from '../model/origin.ts';
import { admitsNamespace } from '../simulate/namespaces.ts';

/** What is wrong between objects, which no definition of a kind sees. */
export interface Flaw {
  /** The object that says something wrong. */
  readonly object: KubernetesObject;
  readonly path: FieldPath;
  readonly message: string;
  /** Leave may be given by an object that is not among these. */
  readonly isLeave?: true;
}

interface Reference {
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
  readonly port?: number;
}

/** A reference, a rule or a listener: what lists of a spec hold. */
interface Item extends Reference {
  readonly allowedRoutes?: Allowed;
}

const keyOf = (kind: string, namespace: string, name: string): string => `${kind} ${namespace}/${name}`;
const nameOf = ({ kind, metadata }: KubernetesObject): string => keyOf(kind, metadata.namespace, metadata.name);

/** The kinds that are all among the objects of a conversion: it refers to no others. */
export const routed: readonly string[] = ['Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute', 'AgentgatewayBackend'];

/**
 * Flaws between objects: two with one name, references to rules and listeners that are not there or do not admit who
 * refers, references into other namespaces without leave, and two policies that set one field of one target. What an
 * object refers to and is not among them is not judged, but for kinds of which all are said to be there.
 */
export function flawsOf(objects: readonly KubernetesObject[], complete: readonly string[] = []): Flaw[] {
  const named = groupBy(objects, nameOf);
  const known: Known = {
    objectAt: (key) => named.get(key)?.at(-1),
    // Of all objects only these say who is admitted.
    namespaces: objects.filter(({ kind }) => kind === 'Namespace'),
    listeners: listenersByName(),
    complete,
  };
  const granted = grantsIn(objects);
  const flaws = namesakes(named);
  const add = (flaw: Flaw | undefined): void => {
    if (flaw) flaws.push(flaw);
  };
  for (const object of objects) {
    const { kind, spec } = object;
    listIn(spec, 'parentRefs').forEach((ref, i) => {
      add(parentFlaw(object, ref, i, known));
    });
    if (kind === 'ListenerSet') add(setFlaw(object, known));
    listIn(spec, 'targetRefs').forEach((ref, i) => {
      add(targetFlaw(object, ref, i, known));
    });
    listIn(spec, 'rules').forEach((rule, i) => {
      listIn(rule, 'backendRefs').forEach((ref, j) => {
        add(backendFlaw(object, ref, ['spec', 'rules', i, 'backendRefs', j], known));
      });
    });
    for (const crossing of crossingsOf(object)) add(leaveFlaw(object, crossing, granted));
  }
  return [...flaws, ...disputes(objects)];
}

const namesakes = (named: ReadonlyMap<string, readonly KubernetesObject[]>): Flaw[] =>
  [...named].flatMap(([name, [, ...more]]) =>
    more.map((object) => ({ object, path: ['metadata', 'name'], message: `there is another ${name}` })),
  );

interface Known {
  /** By kind, namespace and name; of several the last. */
  readonly objectAt: (key: string) => KubernetesObject | undefined;
  readonly namespaces: readonly KubernetesObject[];
  /** The listeners of an object that have a name. */
  readonly listeners: (parent: KubernetesObject, name: string) => readonly Item[];
  readonly complete: readonly string[];
}

/** Looks listeners up, of which a Gateway has as many as there are hosts. */
function listenersByName(): Known['listeners'] {
  const byName = new Map<KubernetesObject, ReadonlyMap<string, readonly Item[]>>();
  return (parent, name) => {
    const known = byName.get(parent) ?? groupBy(listIn(parent.spec, 'listeners'), (listener) => listener.name);
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
  const key = keyOf(kind, namespace, name);
  const path = ['spec', 'parentRefs', i];
  const parent = known.objectAt(key);
  if (!parent) return absent(object, kind, key, path, known);
  const named = sectionName === undefined ? listIn(parent.spec, 'listeners') : known.listeners(parent, sectionName);
  if (named.length === 0)
    return { object, path: [...path, 'sectionName'], message: `${key} has no listener ${sectionName}` };
  const admits = named.some(
    ({ allowedRoutes }) =>
      !isDecidable(allowedRoutes) || admitsNamespace(allowedRoutes, 'Same', parent, object, known.namespaces),
  );
  if (admits) return undefined;
  return { object, path, message: `${key} admits no routes of namespace ${object.metadata.namespace}` };
}

function setFlaw(object: KubernetesObject, known: Known): Flaw | undefined {
  const ref = object.spec?.['parentRef'] as Reference | undefined;
  const key = keyOf('Gateway', ref?.namespace ?? object.metadata.namespace, ref?.name ?? '');
  const path = ['spec', 'parentRef'];
  const parent = known.objectAt(key);
  if (!parent) return absent(object, 'Gateway', key, path, known);
  const allowed = parent.spec?.['allowedListeners'] as Allowed;
  if (!isDecidable(allowed) || admitsNamespace(allowed, 'None', parent, object, known.namespaces)) return undefined;
  return { object, path, message: `${key} admits no ListenerSets of namespace ${object.metadata.namespace}` };
}

type Allowed = Parameters<typeof admitsNamespace>[0];

/** Of namespaces that are not among the objects only the name is known. */
function isDecidable(allowed: Allowed): boolean {
  const { from, selector = {} } = allowed?.namespaces ?? {};
  if (from !== 'Selector') return true;
  const keys = [...Object.keys(selector.matchLabels ?? {}), ...(selector.matchExpressions ?? []).map(({ key }) => key)];
  return keys.every((key) => key === 'kubernetes.io/metadata.name');
}

function targetFlaw(
  object: KubernetesObject,
  { kind = '', name, sectionName }: Reference,
  i: number,
  known: Known,
): Flaw | undefined {
  const key = keyOf(kind, object.metadata.namespace, name);
  const path = ['spec', 'targetRefs', i];
  const there = known.objectAt(key);
  if (!there) return absent(object, kind, key, path, known);
  if (sectionName === undefined) return undefined;
  const sections = [...listIn(there.spec, 'rules'), ...listIn(there.spec, 'listeners')];
  if (sections.length === 0 || sections.some((section) => section.name === sectionName)) return undefined;
  return { object, path: [...path, 'sectionName'], message: `${key} has no rule or listener ${sectionName}` };
}

/** Backends of rules may have to be among the objects. */
function backendFlaw(
  object: KubernetesObject,
  { kind = 'Service', namespace = object.metadata.namespace, name }: Reference,
  path: FieldPath,
  known: Known,
): Flaw | undefined {
  if (!known.complete.includes(kind)) return undefined;
  const key = keyOf(kind, namespace, name);
  return known.objectAt(key) ? undefined : absent(object, kind, key, path, known);
}

/** The leave that ReferenceGrants give, as texts that can be looked up. */
function grantsIn(objects: readonly KubernetesObject[]): ReadonlySet<string> {
  const grants = objects.filter(({ kind }) => kind === 'ReferenceGrant');
  return new Set(
    grants.flatMap((grant) =>
      listIn(grant.spec, 'from').flatMap((from) =>
        listIn(grant.spec, 'to').map((to) =>
          leave(`${from.kind} ${from.namespace}`, to.kind ?? '', grant.metadata.namespace, to.name ?? '*'),
        ),
      ),
    ),
  );
}

const leave = (from: string, kind: string, namespace: string, name: string): string =>
  `${from} to ${keyOf(kind, namespace, name)}`;

function leaveFlaw(
  object: KubernetesObject,
  { from, to, path }: Crossing,
  granted: ReadonlySet<string>,
): Flaw | undefined {
  if (['*', to.name].some((name) => granted.has(leaveOf(from, to, name)))) return undefined;
  const target = keyOf(to.kind, to.namespace, to.name);
  const message = `no ReferenceGrant lets ${object.kind} of ${object.metadata.namespace} refer to ${target}`;
  return { object, path, message, isLeave: true };
}

const leaveOf = (from: Crossing['from'], to: Crossing['to'], name: string): string =>
  leave(`${from.kind} ${from.namespace}`, to.kind, to.namespace, name);

/** Fields of one target that two policies set: which of them counts is not defined. */
function disputes(objects: readonly KubernetesObject[]): Flaw[] {
  const claims = objects.flatMap((object) => {
    const refs = listIn(object.spec, 'targetRefs');
    const fields = refs.length === 0 ? [] : ownedFields(object);
    return refs.flatMap(({ kind = '', name, sectionName, port }, i) => {
      const target = `${keyOf(kind, object.metadata.namespace, name)}${(sectionName ?? port) ? ` ${sectionName ?? port}` : ''}`;
      return fields.map((field) => ({ object, field, target, path: ['spec', 'targetRefs', i] }));
    });
  });
  return [...groupBy(claims, ({ target, field }) => `${target} ${field}`).values()].flatMap(([first, ...more]) =>
    more.map(({ object, path, target, field }) => ({
      object,
      path,
      message: `${nameOf(first.object)} sets ${field} of ${target} as well`,
    })),
  );
}

/** The fields that a policy owns: each is taken whole from one policy. */
function ownedFields({ kind, spec = {} }: KubernetesObject): string[] {
  if (kind === 'BackendTLSPolicy') return ['backend.tls'];
  if (kind !== 'AgentgatewayPolicy') return [];
  return ['traffic', 'backend', 'frontend'].flatMap((part) => {
    const fields = (spec[part] ?? {}) as JsonObject;
    return Object.keys(fields)
      .filter((field) => field !== 'phase')
      .map((field) => `${part === 'traffic' ? (fields['phase'] ?? '') : ''}${part}.${field}`);
  });
}

const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null;

/** A list of a spec or of something in it. */
function listIn(map: object | undefined, field: string): readonly Item[] {
  const list: unknown = (map as Readonly<Record<string, unknown>> | undefined)?.[field];
  if (!Array.isArray(list)) return [];
  return list.every(isItem) ? list : list.filter(isItem);
}
