import { groupBy } from '../group.ts';
import { hostnameMatches } from '../simulate/hostname.ts';
import {
  type KubernetesObject,
  type Listener,
  nameOf,
  namespaceOf,
  type Resource,
  type Route,
} from '../simulate/objects.ts';

/** The objects that have a part in answering requests for a host, and no others: the simulation looks at all that it is given. */
export type ObjectsFor = (host: string) => readonly KubernetesObject[];

const routeKinds = ['HTTPRoute', 'GRPCRoute', 'TLSRoute'];
const listenerKinds = ['Gateway', 'ListenerSet'];

/** Something with listeners. */
type Owner = Resource<'Gateway'> | Resource<'ListenerSet'>;

/** Sorts objects by the hosts that they serve, so that each host is asked against few of them. */
export function objectsByHost(objects: readonly KubernetesObject[]): ObjectsFor {
  const ofKinds = (kinds: readonly string[]) => objects.filter(({ kind }) => kinds.includes(kind));
  const routes = ofKinds(routeKinds) as readonly Route[];
  const owners = ofKinds(listenerKinds) as readonly Owner[];
  const routesFor = byHost(
    routes.flatMap((route) => (route.spec.hostnames ?? ['*']).map((host) => ({ host, of: route }))),
  );
  const listenersFor = byHost(
    owners.flatMap((of) => of.spec.listeners.map((listener) => ({ host: listener.hostname ?? '*', of, listener }))),
  );
  const policies = groupBy(
    (ofKinds(['AgentgatewayPolicy']) as readonly Resource<'AgentgatewayPolicy'>[]).flatMap((policy) =>
      targetsOf(policy).map((target) => ({ policy, target })),
    ),
    ({ target }) => target,
  );
  const backends = groupBy(ofKinds(['AgentgatewayBackend']), nameOf);
  const grants = groupBy(ofKinds(['ReferenceGrant']), namespaceOf);
  return (host) => {
    const mine = [...new Set(routesFor(host).map(({ of }) => of))];
    const served = groupBy(listenersFor(host), ({ of }) => of);
    // A listener that admits ListenerSets has a part in what they serve, whatever its own listeners are.
    const reached = owners.filter((one) => served.has(one) || (one.kind === 'Gateway' && one.spec.allowedListeners));
    const narrowed = reached.map((one) =>
      withListeners(
        one,
        (served.get(one) ?? []).map(({ listener }) => listener),
      ),
    );
    const targets = [...mine, ...reached].map((one) => `${one.kind} ${nameOf(one)}`);
    const guarding = targets.flatMap((target) => (policies.get(target) ?? []).map(({ policy }) => policy));
    const anywhere = policies.get('') ?? [];
    const refs = mine.flatMap(refsOf);
    const named = new Set(refs.map(({ namespace, name }) => `${namespace}/${name}`));
    const namespaces = new Set(refs.map(({ namespace }) => namespace));
    return [
      ...narrowed,
      ...mine,
      ...new Set([...guarding, ...anywhere.map(({ policy }) => policy)]),
      ...[...named].flatMap((name) => backends.get(name) ?? []),
      ...[...namespaces].flatMap((namespace) => grants.get(namespace) ?? []),
    ];
  };
}

const withListeners = (one: Owner, listeners: readonly Listener[]): KubernetesObject => ({
  ...one,
  spec: { ...one.spec, listeners },
});

/** What a policy is on: `''` where labels choose. */
const targetsOf = (policy: Resource<'AgentgatewayPolicy'>): readonly string[] => {
  const { targetRefs = [], targetSelectors = [] } = policy.spec;
  const named = targetRefs.map(({ kind, name }) => `${kind} ${namespaceOf(policy)}/${name}`);
  return targetSelectors.length > 0 ? [...named, ''] : named;
};

const refsOf = (route: Route) =>
  (route.spec.rules ?? []).flatMap(({ backendRefs = [] }) =>
    backendRefs.map(({ namespace = namespaceOf(route), name }) => ({ namespace, name })),
  );

/** Finds what names a host, and what takes it by a wildcard. */
function byHost<T extends { readonly host: string }>(items: readonly T[]): (host: string) => readonly T[] {
  const exact = groupBy(
    items.filter(({ host }) => !host.startsWith('*')),
    ({ host }) => host,
  );
  const wide = items.filter(({ host }) => host.startsWith('*'));
  return (host) => [...(exact.get(host) ?? []), ...wide.filter((one) => hostnameMatches(one.host, host))];
}
