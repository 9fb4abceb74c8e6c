import type { Listener } from './gateways.ts';
import { dashed, joined, label } from './names.ts';
import type { HostPart } from './parts.ts';
import type { RouteContext } from './routes.ts';
import type { Written } from './written.ts';

/** The TLSRoute of a host whose connections are handed on unread. */
export function tlsRouteOf(
  { host, namespace, name: source, from }: HostPart,
  listeners: readonly Listener[],
  { structure, losses, names }: RouteContext,
): Written[] {
  const parents = listeners.filter((l) => l.scheme === 'passthrough');
  const { passthrough } = host;
  if (!passthrough || parents.length === 0) return [];
  if ('because' in structure.passthrough) {
    losses.withheld('TLS connections by SNI', structure.passthrough, passthrough.from);
    return [];
  }
  const wanted = joined(label(source), dashed(host.hostnames[0]), 'tls-passthrough');
  const name = names.claim(`TLSRoute/${namespace}`, wanted, host.hostnames.join(','));
  const { target } = passthrough;
  const ref = {
    name: target.name,
    ...(target.namespace !== namespace && { namespace: target.namespace }),
    port: target.port,
  };
  return [
    {
      object: {
        ...structure.passthrough,
        metadata: { name, namespace },
        spec: {
          parentRefs: parents.map((l) => ({ name: l.gateway, sectionName: l.name })),
          hostnames: parents.map((l) => l.hostname),
          rules: [{ backendRefs: [ref] }],
        },
      },
      from: [...from, ...passthrough.from],
    },
  ];
}
