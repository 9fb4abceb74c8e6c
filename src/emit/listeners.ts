import type { Scheme, VirtualHost } from '../model/routing.ts';
import type { JsonValue } from '../read/manifest.ts';
import { remembering } from '../remembering.ts';
import type { JsonObject } from './fragment.ts';
import { dashed, joined, type Names } from './names.ts';
import { routeNamespaces, type Server } from './servers.ts';
import type { Ports } from './settings.ts';

/** An object by its namespace and name. */
export interface Place {
  readonly namespace: string;
  readonly name: string;
}

/** A listener of one name of a host. */
export interface Listener {
  /** The Gateway that serves it. */
  readonly gateway: Place;
  /** What routes are attached to: the Gateway, or a ListenerSet of it. */
  readonly parent: Place & { readonly kind: Server['owner'] };
  /** Its name in the parent; absent where somebody else writes the Gateway, and routes name its port instead. */
  readonly name?: string;
  readonly hostname: string;
  readonly scheme: Scheme | 'passthrough';
}

/** A listener as it is written, and what it is for. */
export interface ListenerDraft {
  readonly listener: Listener;
  readonly json: JsonObject;
  readonly server: Server;
}

const plain = ['http'] as const;
const takenApart = ['http', 'https'] as const;
const handedOn = ['http', 'passthrough'] as const;

/** What comes in for a host: plain HTTP, and TLS that is taken apart or handed on unread. */
export const schemesOf = ({ certificate, passthrough }: VirtualHost): readonly Listener['scheme'][] =>
  passthrough ? handedOn : certificate ? takenApart : plain;

/** How many listeners a host has: one for each name and scheme, so that no host falls through to another. */
export const listenersNeeded = (host: VirtualHost): number => host.hostnames.length * schemesOf(host).length;

const suffixes = { http: 'http', https: 'https', passthrough: 'tls-passthrough' } as const;

/** Adds the listeners of a host on the object that it is part of. */
export function addDrafts(
  server: Server,
  { gateway, parent }: Pick<Listener, 'gateway' | 'parent'>,
  ports: Ports,
  names: Names,
  into: ListenerDraft[],
): void {
  const place = `${parent.kind}/${parent.namespace}/${parent.name}`;
  const schemes = schemesOf(server.host);
  const admitted = allowedRoutes(server);
  for (const hostname of server.host.hostnames) {
    const label = dashed(hostname);
    for (const scheme of schemes) {
      const name = names.claim('listener', place, joined(label, suffixes[scheme]), [hostname, scheme]);
      const named = hostname === '' ? { name } : { name, hostname };
      const json = Object.assign(named, protocolOf(scheme, server, ports), admitted);
      into.push({ server, listener: { gateway, parent, name, hostname, scheme }, json });
    }
  }
}

/** The listeners of a host on a Gateway that somebody else writes. */
export const unnamedListeners = (host: VirtualHost, gateway: Place): Listener[] =>
  host.hostnames.flatMap((hostname) =>
    schemesOf(host).map((scheme) => ({ gateway, parent: { kind: 'Gateway', ...gateway }, hostname, scheme })),
  );

function protocolOf(scheme: Listener['scheme'], { host, home }: Server, ports: Ports): JsonObject {
  if (scheme === 'http') return { port: ports.httpPort, protocol: 'HTTP' };
  if (scheme === 'passthrough') return { port: ports.httpsPort, protocol: 'TLS', tls: { mode: 'Passthrough' } };
  const secret = host.certificate?.value;
  const { name = '', namespace = home } = secret ?? {};
  const ref = namespace === home ? { name } : { name, namespace };
  return { port: ports.httpsPort, protocol: 'HTTPS', tls: { mode: 'Terminate', certificateRefs: [ref] } };
}

/** Routes of the same namespace may be attached unless something else is said: here just those that the host has routes in. */
function allowedRoutes(server: Server): JsonObject | undefined {
  const { home } = server;
  const namespaces = routeNamespaces(server);
  return namespaces.every((namespace) => namespace === home)
    ? undefined
    : { allowedRoutes: admitting(namespaces, home) };
}

/** Leave to attach for objects of some namespaces: Kubernetes gives each namespace a label with its name. */
export function admitting(namespaces: readonly string[], home: string): JsonObject {
  if (namespaces.every((namespace) => namespace === home)) return { namespaces: { from: 'Same' } };
  const [first = '', ...others] = namespaces;
  return others.length === 0 ? admittingOne(first) : admittingAll(namespaces);
}

const admittingAll = (namespaces: readonly string[]): JsonObject => ({
  namespaces: {
    from: 'Selector',
    selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: namespaces }] },
  },
});

/** One object for all listeners that are open for one namespace, so that it is looked through once. */
const admittingOne = remembering((namespace) => admittingAll([namespace]));

/** What a route says of the listeners that it is attached to. */
export function parentRefsOf(listeners: readonly Listener[], namespace: string, ports: Ports): JsonObject[] {
  const refs = listeners.map((listener) => {
    const { kind, namespace: home, name } = listener.parent;
    const ref: Record<string, JsonValue> = kind === 'Gateway' ? { name } : { kind, name };
    if (home !== namespace) ref['namespace'] = home;
    return Object.assign(ref, sectionOf(listener, listeners, ports));
  });
  // A listener with a name is another one than all others.
  if (listeners[0]?.name !== undefined) return refs;
  return [...new Map(refs.map((ref) => [JSON.stringify(ref), ref])).values()];
}

/** A route for both schemes takes whatever listener there is for its host names; one for a single scheme names its port. */
function sectionOf({ name, scheme }: Listener, all: readonly Listener[], ports: Ports): JsonObject {
  if (name !== undefined) return { sectionName: name };
  if (all.some((other) => (other.scheme === 'http') !== (scheme === 'http'))) return {};
  return { port: scheme === 'http' ? ports.httpPort : ports.httpsPort };
}
