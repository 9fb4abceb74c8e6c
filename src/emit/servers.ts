import { groupBy } from '../group.ts';
import type { VirtualHost } from '../model/routing.ts';
import { type HostPart, namespacesIn } from './parts.ts';
import type { EmitSettings } from './settings.ts';

/** A host with the object that its listeners are part of. */
export interface Server {
  readonly host: VirtualHost;
  readonly owner: 'Gateway' | 'ListenerSet';
  /** The namespace of that object. */
  readonly home: string;
  /** All parts whose routes are served by these listeners. */
  readonly parts: readonly [HostPart, ...HostPart[]];
}

/** Where the listeners of each host go: by the topology that the user chose. */
export function serversOf(
  parts: readonly HostPart[],
  { topology, gatewayNamespace, existingGateway }: EmitSettings,
): Server[] {
  if (topology === 'per-namespace') {
    return parts.map((part) => ({ host: part.host, owner: 'Gateway', home: part.namespace, parts: [part] }));
  }
  return [...groupBy(parts, ({ host }) => host)].map(([host, group]): Server => {
    const [first] = group;
    // A Gateway needs a listener of its own, and one for any host would keep that of a ListenerSet out.
    const onGateway = topology === 'shared' || (host.hostnames.includes('') && !existingGateway);
    return onGateway
      ? { host, owner: 'Gateway', home: gatewayNamespace, parts: group }
      : { host, owner: 'ListenerSet', home: host.certificate?.value.namespace ?? first.namespace, parts: group };
  });
}

/** The namespace of the Gateway that serves a host. */
export const gatewayHome = ({ owner, home }: Server, { gatewayNamespace }: EmitSettings): string =>
  owner === 'Gateway' ? home : gatewayNamespace;

/** The namespaces that a host has routes in. */
export const routeNamespaces = ({ parts }: Server): readonly string[] => namespacesIn(parts);
