import { hostnameOf, type Incoming } from './exchange.ts';
import { anyHostname, compareHostnames, hostnameMatches } from './hostname.ts';
import { admitsNamespace } from './namespaces.ts';
import {
  compareAge,
  type KubernetesObject,
  type Listener,
  nameOf,
  namespaceOf,
  ofKind,
  type Resource,
} from './objects.ts';

/** A listener that a Gateway serves. */
export interface ServedListener {
  readonly gateway: Resource<'Gateway'>;
  /** The object that defines it, and that routes attach to. */
  readonly owner: Resource<'Gateway'> | Resource<'ListenerSet'>;
  readonly spec: Listener;
}

const protocols = { http: ['HTTP'], https: ['HTTPS', 'TLS'] };

/** The listeners of all Gateways, with those of the ListenerSets that they admit. */
export function listenersOf(objects: readonly KubernetesObject[]): readonly ServedListener[] {
  const sets = ofKind(objects, 'ListenerSet').toSorted(compareAge);
  return ofKind(objects, 'Gateway')
    .toSorted(compareAge)
    .flatMap((gateway) => {
      const own = gateway.spec.listeners.map((spec) => ({ gateway, owner: gateway, spec }));
      const added = sets
        .filter((set) => isAdmitted(set, gateway, objects))
        .flatMap((owner) => owner.spec.listeners.map((spec) => ({ gateway, owner, spec })));
      return [...withoutConflicts(own), ...withoutLater(own, added)];
    });
}

/** The host that a listener serves. */
export function hostnameOfListener(listener: ServedListener): string {
  return listener.spec.hostname ?? anyHostname;
}

/**
 * The listeners of one Gateway that match the request, the most specific first: none if the connection is accepted but no
 * listener is for the host, nothing at all if the connection is not accepted. The host decides a TLS handshake, so with
 * HTTPS the first case does not exist.
 */
export function listenersFor(
  request: Incoming,
  listeners: readonly ServedListener[],
  gateway: string | undefined,
): readonly ServedListener[] | undefined {
  const open = listeners.filter(
    (listener) =>
      listener.spec.port === request.port &&
      protocols[request.scheme].includes(listener.spec.protocol) &&
      (gateway === undefined || nameOf(listener.gateway) === gateway),
  );
  const host = hostnameOf(request);
  const [best, ...others] = open
    .filter((listener) => hostnameMatches(hostnameOfListener(listener), host))
    .toSorted((a, b) => compareHostnames(hostnameOfListener(a), hostnameOfListener(b)));
  if (best === undefined) return open.length === 0 || request.scheme === 'https' ? undefined : [];
  return [
    best,
    ...others.filter((other) => other.gateway === best.gateway && other.spec.protocol === best.spec.protocol),
  ];
}

/** Whether the client gets no connection for want of a certificate. What a port says replaces what all ports do. */
export function lacksCertificate({ gateway, spec: { protocol, port } }: ServedListener, request: Incoming): boolean {
  const { frontend } = gateway.spec.tls ?? {};
  const { validation } = frontend?.perPort?.find((one) => one.port === port)?.tls ?? frontend?.default ?? {};
  const isDemanded = validation !== undefined && (validation.mode ?? 'AllowValidOnly') === 'AllowValidOnly';
  return protocol === 'HTTPS' && isDemanded && request.certificate === undefined;
}

function isAdmitted(
  set: Resource<'ListenerSet'>,
  gateway: Resource<'Gateway'>,
  objects: readonly KubernetesObject[],
): boolean {
  const { namespace = namespaceOf(set), name } = set.spec.parentRef;
  return (
    nameOf(gateway) === `${namespace}/${name}` &&
    admitsNamespace(gateway.spec.allowedListeners, 'None', gateway, set, objects)
  );
}

/** Inside a Gateway, listeners that cannot be told apart are all refused. */
function withoutConflicts(own: readonly ServedListener[]): readonly ServedListener[] {
  return own.filter((listener) => own.every((other) => other === listener || !isSame(other, listener)));
}

/** Between a Gateway and its ListenerSets, and among the sets, the first keeps the place. */
function withoutLater(own: readonly ServedListener[], added: readonly ServedListener[]): readonly ServedListener[] {
  return added.filter(
    (listener, index) => ![...own, ...added.slice(0, index)].some((other) => isSame(other, listener)),
  );
}

function isSame(a: ServedListener, b: ServedListener): boolean {
  return (
    a.spec.port === b.spec.port &&
    a.spec.protocol === b.spec.protocol &&
    hostnameOfListener(a) === hostnameOfListener(b)
  );
}
