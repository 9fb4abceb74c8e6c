import { chunks } from '../chunks.ts';
import { groupBy } from '../group.ts';
import type { FieldPath, Origins } from '../model/origin.ts';
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
      from: some.flatMap((name) => byName.get(name)?.flatMap((c) => c.origins) ?? []) as unknown as Origins,
    }));
  });
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

/** Filters with a backend of their own. */
const filtersThatLead: readonly string[] = ['requestMirror', 'externalAuth'];

const known = new WeakMap<KubernetesObject, readonly Crossing[]>();

/**
 * Every reference with a namespace other than its object's own, wherever in the spec it is. Whoever writes an object and
 * whoever looks it over ask for the same.
 */
export function crossingsOf(object: KubernetesObject): readonly Crossing[] {
  let crossings = known.get(object);
  if (crossings === undefined) {
    crossings = crossingsIn(object);
    known.set(object, crossings);
  }
  return crossings;
}

function crossingsIn(object: KubernetesObject): Crossing[] {
  const { kind, metadata } = object;
  const found: Crossing[] = [];
  // Where the walk is now.
  const path: (string | number)[] = ['spec'];
  const visit = (value: object, key: string): void => {
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i += 1) descend(value[i], key, i);
      return;
    }
    const ref = value as JsonObject;
    const target = defaults[key];
    if (target && typeof ref['namespace'] === 'string' && ref['namespace'] !== metadata.namespace) {
      const { group = target.group, kind: toKind = target.kind, namespace, name } = ref;
      const to = { group: String(group), kind: String(toKind), namespace: String(namespace), name: String(name) };
      found.push({ from: { kind, namespace: metadata.namespace }, to, path: [...path] });
    }
    for (const inner in ref) {
      // Policies name backends by the same key, and need no leave.
      descend(ref[inner], filtersThatLead.includes(key) && inner === 'backendRef' ? 'backendRefs' : inner, inner);
    }
  };
  const descend = (value: JsonValue | undefined, key: string, step: string | number): void => {
    if (typeof value !== 'object' || value === null) return;
    path.push(step);
    visit(value, key);
    path.pop();
  };
  // Few objects name a namespace at all, and to look for one is quicker than to know the way to it.
  if (object.spec && namesNamespace(object.spec)) visit(object.spec, '');
  return found;
}

function namesNamespace(value: object): boolean {
  if (Array.isArray(value))
    return value.some((item) => typeof item === 'object' && item !== null && namesNamespace(item));
  const map = value as JsonObject;
  if (map['namespace'] !== undefined) return true;
  for (const key in map) {
    const inner = map[key];
    if (typeof inner === 'object' && inner !== null && namesNamespace(inner)) return true;
  }
  return false;
}
