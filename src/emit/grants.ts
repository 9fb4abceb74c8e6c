import { chunks } from '../chunks.ts';
import { groupBy } from '../group.ts';
import type { FieldPath, Origin, Origins } from '../model/origin.ts';
import { onceEach } from '../once-each.ts';
import type { JsonValue } from '../read/manifest.ts';
import type { JsonObject, KubernetesObject } from './fragment.ts';
import type { Names } from './names.ts';
import type { Written } from './written.ts';

const group = 'gateway.networking.k8s.io';

/** The leave that a namespace gives for each reference that crosses into it: certificates, authorities and backends. */
export function grantsOf(objects: readonly Written[], names: Names): Written[] {
  const crossings: (Crossing & { readonly origins: Origins })[] = [];
  for (const { object, from: origins } of objects) {
    for (const crossing of crossingsOf(object)) crossings.push({ ...crossing, origins });
  }
  const keyed = groupBy(crossings, (c) => `${c.to.namespace}/${c.from.namespace}/${c.from.kind}/${c.to.kind}`);
  return [...keyed.values()].flatMap((all) => {
    const [{ from, to }] = all;
    const byName = groupBy(all, (c) => c.to.name);
    const targets = [...byName.keys()].sort();
    const grant = `from-${from.namespace}-${from.kind.toLowerCase()}-to-${to.kind.toLowerCase()}`;
    const grants = chunks(targets, mostTargets);
    const grantNames = names.series('ReferenceGrant', to.namespace, grant, grants.length, [grant]);
    return grants.map((some, i) => ({
      object: {
        // Served by every release of the Gateway API.
        apiVersion: `${group}/v1beta1`,
        kind: 'ReferenceGrant',
        metadata: { name: grantNames[i] ?? grant, namespace: to.namespace },
        spec: {
          from: [{ group, kind: from.kind, namespace: from.namespace }],
          to: some.map((name) => ({ group: to.group, kind: to.kind, name })),
        },
      },
      from: originsOf(
        some.flatMap((name) => byName.get(name) ?? []),
        to.namespace,
      ),
    }));
  });
}

/**
 * Where references come from: what gives leave knows those of its own namespace. A Gateway holds the references of many hosts,
 * and counts once.
 */
function originsOf(crossings: readonly { readonly origins: Origins }[], namespace: string): Origins {
  const all = new Set(crossings.map(({ origins }) => origins));
  const own: Origin[] = [];
  for (const origins of all) for (const one of origins) if (one.object?.namespace === namespace) own.push(one);
  return (own.length > 0 ? own : [...all].flat()) as unknown as Origins;
}

/** The most targets that one grant may name. */
const mostTargets = 16;

/** A reference from one namespace into another. */
export interface Crossing {
  /** Where it stands. */
  readonly path: FieldPath;
  readonly from: { readonly kind: string; readonly namespace: string };
  readonly to: { readonly group: string; readonly kind: string; readonly namespace: string; readonly name: string };
}

/** What the references of a list are for, where they do not say. */
const defaults: Readonly<Record<string, { readonly group: string; readonly kind: string }>> = {
  certificateRefs: { group: '', kind: 'Secret' },
  caCertificateRefs: { group: '', kind: 'ConfigMap' },
  clientCertificateRef: { group: '', kind: 'Secret' },
  backendRefs: { group: '', kind: 'Service' },
};

/**
 * References to what takes in whoever it admits, and into the own namespace, need no leave; and a match refers to nothing.
 * Every object has some of them.
 */
const needNoLeave: readonly string[] = ['parentRefs', 'targetRefs', 'matches'];

/** Filters with a backend of their own. */
const filtersThatLead: readonly string[] = ['requestMirror', 'externalAuth'];

const none: readonly Crossing[] = [];

/**
 * Every reference with a namespace other than its object's own, wherever in the spec it is. Whoever writes an object and
 * whoever looks it over ask for the same.
 */
export const crossingsOf = onceEach((object: KubernetesObject): readonly Crossing[] => {
  const found: Found[] = [];
  visit(object.spec, 'spec', '', object, found);
  return found.length > 0 ? found : none;
});

/** The steps to it are added on the way back: few values hold a reference. */
type Found = Crossing & { readonly path: (string | number)[] };

/** Adds what is found in a value. `key`: the field that it stands in, by itself or in a list. */
function visit(
  value: JsonValue | undefined,
  step: string | number,
  key: string,
  object: KubernetesObject,
  found: Found[],
): void {
  if (typeof value !== 'object' || value === null) return;
  const before = found.length;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) visit(value[i], i, key, object, found);
  } else {
    const map = value as JsonObject;
    addCrossing(map, key, object, found);
    for (const inner in map) {
      // Policies name backends by the same key, and need no leave.
      const known = inner === 'backendRef' && filtersThatLead.includes(key) ? 'backendRefs' : inner;
      if (!needNoLeave.includes(inner)) visit(map[inner], inner, known, object, found);
    }
  }
  for (let i = before; i < found.length; i += 1) found[i]?.path.unshift(step);
}

function addCrossing(ref: JsonObject, key: string, { kind, metadata }: KubernetesObject, found: Found[]): void {
  const target = defaults[key];
  if (!target || typeof ref['namespace'] !== 'string' || ref['namespace'] === metadata.namespace) return;
  const { group = target.group, kind: toKind = target.kind, namespace, name } = ref;
  const to = { group: String(group), kind: String(toKind), namespace: String(namespace), name: String(name) };
  found.push({ from: { kind, namespace: metadata.namespace }, to, path: [] });
}
