import { isIP } from 'node:net';
import type { Backend } from './exchange.ts';
import { type KubernetesObject, namespaceOf, ofKind, type Route } from './objects.ts';
import type { BackendRef } from './route-spec.ts';

/** A backend and how often it is picked. */
export interface Share {
  readonly ref: BackendRef;
  readonly weight: number;
  /** Absent for a reference that the API declares invalid: its share of the requests is answered with 500. */
  readonly backend?: Backend & { readonly hostname: string | undefined };
}

/** The backends of a rule that may be picked at all. */
export function sharesOf(
  route: Route,
  refs: readonly BackendRef[],
  objects: readonly KubernetesObject[],
): readonly Share[] {
  return refs.flatMap((ref) => {
    const { weight = 1 } = ref;
    const backend = resolve(route, ref, objects);
    return weight === 0 ? [] : [{ ref, weight, ...(backend === undefined ? {} : { backend }) }];
  });
}

/** The share that a number from 0 to 1 falls into, if there are any. */
export function pick(shares: readonly Share[], random: number): Share | undefined {
  let left = random * shares.reduce((sum, share) => sum + share.weight, 0);
  const found = shares.find((share) => {
    left -= share.weight;
    return left < 0;
  });
  return found ?? shares.at(-1);
}

function resolve(route: Route, ref: BackendRef, objects: readonly KubernetesObject[]): Share['backend'] {
  const { kind = 'Service', namespace = namespaceOf(route), name, port } = ref;
  if (namespace !== namespaceOf(route) && !isGranted(route, ref, namespace, objects)) return undefined;
  switch (kind) {
    case 'Service':
      // The converter does not print Services, so they are taken to exist.
      return port === undefined ? undefined : { kind, namespace, name, port, hostname: undefined };
    case 'AgentgatewayBackend': {
      const object = ofKind(objects, kind).find(
        (candidate) => namespaceOf(candidate) === namespace && candidate.metadata.name === name,
      );
      if (object === undefined) return undefined;
      const { host, port: number } = object.spec.static ?? {};
      return { kind, namespace, name, port: number, hostname: host === undefined || isIP(host) ? undefined : host };
    }
    default:
      return undefined;
  }
}

/** A reference into another namespace needs a ReferenceGrant there. */
function isGranted(route: Route, ref: BackendRef, namespace: string, objects: readonly KubernetesObject[]): boolean {
  const { group = '', kind = 'Service', name } = ref;
  return ofKind(objects, 'ReferenceGrant').some(
    (grant) =>
      namespaceOf(grant) === namespace &&
      grant.spec.from.some(
        (from) =>
          from.group === 'gateway.networking.k8s.io' &&
          from.kind === route.kind &&
          from.namespace === namespaceOf(route),
      ) &&
      grant.spec.to.some((to) => to.group === group && to.kind === kind && (to.name === undefined || to.name === name)),
  );
}
