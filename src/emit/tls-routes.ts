import { type Listener, parentRefsOf } from './listeners.ts';
import { dashed, joined, label } from './names.ts';
import type { HostPart } from './parts.ts';
import type { RouteContext } from './routes.ts';
import type { Written } from './written.ts';

/** The TLSRoute of a host whose connections are handed on unread. */
export function tlsRouteOf(
  { host, namespace, name: source, from, handsOnTls }: HostPart,
  listeners: readonly Listener[],
  { structure, losses, names, ports }: RouteContext,
): Written[] {
  const { passthrough } = host;
  if (!passthrough || !handsOnTls) return [];
  const parents = listeners.filter((l) => l.scheme === 'passthrough');
  if (parents.length === 0) return [];
  if ('because' in structure.passthrough) {
    losses.withheld('TLS connections by SNI', structure.passthrough, passthrough.from);
    return [];
  }
  const wanted = joined(label(source), dashed(host.hostnames[0]), 'tls-passthrough');
  const name = names.claim('TLSRoute', namespace, wanted, [host.hostnames.join(',')]);
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
          parentRefs: parentRefsOf(parents, namespace, ports),
          hostnames: parents.map((l) => l.hostname),
          rules: [{ backendRefs: [ref] }],
        },
      },
      from: [...from, ...passthrough.from],
    },
  ];
}
