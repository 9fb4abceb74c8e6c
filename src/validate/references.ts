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
  const known: Known = {
    objects: new Map(objects.map((object) => [nameOf(object), object])),
    // Of all objects only these say who is admitted.
    namespaces: objects.filter(({ kind }) => kind === 'Namespace'),
    listeners: listenersByName(),
    complete,
  };
  const granted = grantsIn(objects);
  return [
    ...namesakes(objects),
    ...objects.flatMap((object) => [
      ...listOf(object, 'parentRefs').flatMap((ref, i) => parentFlaws(object, ref, ['spec', 'parentRefs', i], known)),
      ...(object.kind === 'ListenerSet' ? setFlaws(object, known) : []),
      ...listOf(object, 'targetRefs').flatMap((ref, i) => targetFlaws(object, ref, i, known)),
      ...backendFlaws(object, known),
      ...ungranted(object, granted),
    ]),
    ...disputes(objects),
  ];
}

function namesakes(objects: readonly KubernetesObject[]): Flaw[] {
  return [...groupBy(objects, nameOf)].flatMap(([name, [, ...more]]) =>
    more.map((object) => ({ object, path: ['metadata', 'name'], message: `there is another ${name}` })),
  );
}

interface Known {
  /** By kind, namespace and name. */
  readonly objects: ReadonlyMap<string, KubernetesObject>;
  readonly namespaces: readonly KubernetesObject[];
  /** The listeners of an object that have a name. */
  readonly listeners: (parent: KubernetesObject, name: string) => readonly Item[];
  readonly complete: readonly string[];
}

/** Looks listeners up, of which a Gateway has as many as there are hosts. */
function listenersByName(): Known['listeners'] {
  const byName = new Map<KubernetesObject, ReadonlyMap<string, readonly Item[]>>();
  return (parent, name) => {
    const known = byName.get(parent) ?? groupBy(listOf(parent, 'listeners'), (listener) => listener.name);
    byName.set(parent, known);
    return known.get(name) ?? [];
  };
}

function absent(object: KubernetesObject, kind: string, key: string, path: FieldPath, known: Known): Flaw[] {
  return known.complete.includes(kind) ? [{ object, path, message: `there is no ${key}` }] : [];
}

function parentFlaws(
  object: KubernetesObject,
  { kind = 'Gateway', name, namespace = object.metadata.namespace, sectionName }: Reference,
  path: FieldPath,
  known: Known,
): Flaw[] {
  const key = keyOf(kind, namespace, name);
  const parent = known.objects.get(key);
  if (!parent) return absent(object, kind, key, path, known);
  const named = sectionName === undefined ? listOf(parent, 'listeners') : known.listeners(parent, sectionName);
  if (named.length === 0)
    return [{ object, path: [...path, 'sectionName'], message: `${key} has no listener ${sectionName}` }];
  const admits = named.some(
    ({ allowedRoutes }) =>
      !isDecidable(allowedRoutes) || admitsNamespace(allowedRoutes, 'Same', parent, object, known.namespaces),
  );
  return admits ? [] : [{ object, path, message: `${key} admits no routes of namespace ${object.metadata.namespace}` }];
}

function setFlaws(object: KubernetesObject, known: Known): Flaw[] {
  const ref = object.spec?.['parentRef'] as Reference | undefined;
  const key = keyOf('Gateway', ref?.namespace ?? object.metadata.namespace, ref?.name ?? '');
  const parent = known.objects.get(key);
  if (!parent) return absent(object, 'Gateway', key, ['spec', 'parentRef'], known);
  const allowed = parent.spec?.['allowedListeners'] as Allowed;
  if (!isDecidable(allowed) || admitsNamespace(allowed, 'None', parent, object, known.namespaces)) return [];
  const message = `${key} admits no ListenerSets of namespace ${object.metadata.namespace}`;
  return [{ object, path: ['spec', 'parentRef'], message }];
}

type Allowed = Parameters<typeof admitsNamespace>[0];

/** Of namespaces that are not among the objects only the name is known. */
function isDecidable(allowed: Allowed): boolean {
  const { from, selector = {} } = allowed?.namespaces ?? {};
  const keys = [...Object.keys(selector.matchLabels ?? {}), ...(selector.matchExpressions ?? []).map(({ key }) => key)];
  return from !== 'Selector' || keys.every((key) => key === 'kubernetes.io/metadata.name');
}

function targetFlaws(object: KubernetesObject, target: Reference, i: number, known: Known): Flaw[] {
  const key = keyOf(target.kind ?? '', object.metadata.namespace, target.name);
  const there = known.objects.get(key);
  if (!there) return absent(object, target.kind ?? '', key, ['spec', 'targetRefs', i], known);
  if (target.sectionName === undefined) return [];
  const sections = [...listOf(there, 'rules'), ...listOf(there, 'listeners')];
  if (sections.length === 0 || sections.some(({ name }) => name === target.sectionName)) return [];
  const message = `${key} has no rule or listener ${target.sectionName}`;
  return [{ object, path: ['spec', 'targetRefs', i, 'sectionName'], message }];
}

/** Backends of rules that have to be among the objects. */
function backendFlaws(object: KubernetesObject, known: Known): Flaw[] {
  return listOf(object, 'rules').flatMap((rule, i) =>
    listOf({ spec: rule as unknown as JsonObject }, 'backendRefs').flatMap(
      ({ kind = 'Service', namespace = object.metadata.namespace, name }, j) => {
        const key = keyOf(kind, namespace, name);
        const path = ['spec', 'rules', i, 'backendRefs', j];
        return known.objects.has(key) ? [] : absent(object, kind, key, path, known);
      },
    ),
  );
}

/** The leave that ReferenceGrants give, as texts that can be looked up. */
function grantsIn(objects: readonly KubernetesObject[]): ReadonlySet<string> {
  const grants = objects.filter(({ kind }) => kind === 'ReferenceGrant');
  return new Set(
    grants.flatMap((grant) =>
      listOf(grant, 'from').flatMap((from) =>
        listOf(grant, 'to').map((to) =>
          leave(`${from.kind} ${from.namespace}`, to.kind ?? '', grant.metadata.namespace, to.name ?? '*'),
        ),
      ),
    ),
  );
}

const leave = (from: string, kind: string, namespace: string, name: string): string =>
  `${from} to ${keyOf(kind, namespace, name)}`;

function ungranted(object: KubernetesObject, granted: ReadonlySet<string>): Flaw[] {
  return crossingsOf(object)
    .filter(({ from, to }) => !['*', to.name].some((name) => granted.has(leaveOf(from, to, name))))
    .map(({ to, path }) => ({
      object,
      path,
      message: `no ReferenceGrant lets ${object.kind} of ${object.metadata.namespace} refer to ${keyOf(to.kind, to.namespace, to.name)}`,
      isLeave: true,
    }));
}

const leaveOf = (from: Crossing['from'], to: Crossing['to'], name: string): string =>
  leave(`${from.kind} ${from.namespace}`, to.kind, to.namespace, name);

/** Fields of one target that two policies set: which of them counts is not defined. */
function disputes(objects: readonly KubernetesObject[]): Flaw[] {
  const claims = objects.flatMap((object) =>
    listOf(object, 'targetRefs').flatMap(({ kind = '', name, sectionName, port }, i) =>
      ownedFields(object).map((field) => {
        const target = `${keyOf(kind, object.metadata.namespace, name)}${(sectionName ?? port) ? ` ${sectionName ?? port}` : ''}`;
        return { object, field, target, path: ['spec', 'targetRefs', i] };
      }),
    ),
  );
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
    const { phase, ...fields } = (spec[part] ?? {}) as JsonObject;
    return Object.keys(fields).map((field) => `${part === 'traffic' ? (phase ?? '') : ''}${part}.${field}`);
  });
}

const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null;

function listOf({ spec }: Pick<KubernetesObject, 'spec'>, field: string): readonly Item[] {
  const list: unknown = spec?.[field];
  if (!Array.isArray(list)) return [];
  return list.every(isItem) ? list : list.filter(isItem);
}
