import { anyHostname, intersection } from './hostname.ts';
import { hostnameOfListener, type ServedListener } from './listener.ts';
import { admitsNamespace } from './namespaces.ts';
import { type KubernetesObject, nameOf, namespaceOf, ofKind, type Route } from './objects.ts';

/** A route on a listener, with the hosts that both serve. */
export interface Attachment<R extends Route = Route> {
  readonly route: R;
  readonly hostnames: readonly string[];
}

/** The HTTPRoutes and GRPCRoutes that some of the listeners serve. */
export function httpAttachments(listeners: readonly ServedListener[], objects: readonly KubernetesObject[]) {
  const routes = [...ofKind(objects, 'HTTPRoute'), ...ofKind(objects, 'GRPCRoute')];
  return attachments(routes, listeners, objects);
}

/** The TLSRoutes that some of the listeners serve. */
export function tlsAttachments(listeners: readonly ServedListener[], objects: readonly KubernetesObject[]) {
  return attachments(ofKind(objects, 'TLSRoute'), listeners, objects);
}

function attachments<R extends Route>(
  routes: readonly R[],
  listeners: readonly ServedListener[],
  objects: readonly KubernetesObject[],
): readonly Attachment<R>[] {
  return routes.flatMap((route) => {
    const hostnames = listeners
      .filter((listener) => refersTo(route, listener) && admits(listener, route, objects))
      .flatMap((listener) => sharedHostnames(route, listener));
    return hostnames.length === 0 ? [] : [{ route, hostnames: [...new Set(hostnames)] }];
  });
}

/** A parentRef reaches the listeners of the very object that it names: through a Gateway not those of its ListenerSets. */
function refersTo(route: Route, listener: ServedListener): boolean {
  return (route.spec.parentRefs ?? []).some(
    ({ kind = 'Gateway', namespace = namespaceOf(route), name, sectionName, port }) =>
      kind === listener.owner.kind &&
      nameOf(listener.owner) === `${namespace}/${name}` &&
      (sectionName === undefined || sectionName === listener.spec.name) &&
      (port === undefined || port === listener.spec.port),
  );
}

function admits({ owner, spec }: ServedListener, route: Route, objects: readonly KubernetesObject[]): boolean {
  const { kinds = [] } = spec.allowedRoutes ?? {};
  return (
    (kinds.length === 0 || kinds.some(({ kind }) => kind === route.kind)) &&
    admitsNamespace(spec.allowedRoutes, 'Same', owner, route, objects)
  );
}

function sharedHostnames(route: Route, listener: ServedListener): readonly string[] {
  const { hostnames = [] } = route.spec;
  const wanted = hostnames.length === 0 ? [anyHostname] : hostnames;
  return wanted.flatMap((hostname) => intersection(hostnameOfListener(listener), hostname) ?? []);
}
