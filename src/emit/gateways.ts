import type { Report } from '../diagnostics/diagnostic.ts';
import type { Dialect } from '../emitter.ts';
import { groupBy } from '../group.ts';
import type { Origins } from '../model/origin.ts';
import type { Scheme, VirtualHost } from '../model/routing.ts';
import type { JsonObject, KubernetesObject } from './fragment.ts';
import { dashed, joined, label, type Names } from './names.ts';
import type { HostPart } from './parts.ts';
import type { EmitSettings } from './settings.ts';
import { shared, type Written } from './written.ts';

/** The most listeners that a Gateway may have. */
const mostListeners = 64;

/** A listener of one name of a host. */
export interface Listener {
  readonly gateway: string;
  readonly name: string;
  readonly hostname: string;
  readonly scheme: Scheme | 'passthrough';
}

/** A Gateway, and the listeners of each host on it. */
export interface Gateways {
  readonly objects: readonly Written[];
  readonly listenersOf: (part: HostPart) => readonly Listener[];
}

interface Draft {
  readonly listener: Listener;
  readonly json: JsonObject;
  readonly part: HostPart;
}

/** One Gateway for each namespace and class, with one listener for each name and scheme, so that no host falls through to another. */
export function gatewaysOf(
  parts: readonly HostPart[],
  dialect: Dialect,
  settings: EmitSettings,
  names: Names,
  report: Report,
): Gateways {
  const groups = groupBy(parts, ({ host, namespace }) => `${namespace}/${host.gateway.name}`);
  const listeners = new Map<HostPart, Listener[]>();
  const objects: Written[] = [];
  for (const group of groups.values()) {
    for (const { draft, gateway } of split(group, settings, names, report)) {
      objects.push(gatewayOf(gateway, draft, dialect, settings, report));
      for (const { part, listener } of draft) listeners.set(part, [...(listeners.get(part) ?? []), listener]);
    }
  }
  return { objects, listenersOf: (part) => listeners.get(part) ?? [] };
}

function split(group: readonly HostPart[], settings: EmitSettings, names: Names, report: Report) {
  const chunks: HostPart[][] = [];
  let used = mostListeners;
  for (const part of group) {
    const wanted = part.host.hostnames.length * schemesOf(part.host).length;
    if (used + wanted > mostListeners) {
      chunks.push([]);
      used = 0;
    }
    chunks.at(-1)?.push(part);
    used += wanted;
  }
  const [first] = group;
  const wanted = settings.gatewayName ?? (label(first?.host.gateway.name ?? '') || 'gateway');
  const namespace = first?.namespace ?? '';
  if (chunks.length > 1) {
    const listeners = group.reduce((sum, { host }) => sum + host.hostnames.length * schemesOf(host).length, 0);
    report(
      'I2G3007',
      { gateway: `${namespace}/${wanted}`, listeners, gateways: chunks.length },
      first?.host.from ?? [],
    );
  }
  return chunks.map((parts, i) => {
    const identity = `${namespace}/${first?.host.gateway.name}/${i}`;
    const gateway = names.claim(`Gateway/${namespace}`, i === 0 ? wanted : `${wanted}-${i + 1}`, identity);
    return { gateway, draft: parts.flatMap((part) => draftsOf(part, gateway, settings, names)) };
  });
}

const schemesOf = ({ certificate, passthrough }: VirtualHost): Listener['scheme'][] => [
  'http',
  ...(passthrough ? (['passthrough'] as const) : certificate ? (['https'] as const) : []),
];

const suffixes = { http: 'http', https: 'https', passthrough: 'tls-passthrough' } as const;

function draftsOf(part: HostPart, gateway: string, settings: EmitSettings, names: Names): Draft[] {
  const { host, namespace } = part;
  return host.hostnames.flatMap((hostname) =>
    schemesOf(host).map((scheme): Draft => {
      const name = names.claim(
        `listener/${namespace}/${gateway}`,
        joined(dashed(hostname), suffixes[scheme]),
        `${hostname}/${scheme}`,
      );
      const json = { name, ...(hostname !== '' && { hostname }), ...protocolOf(scheme, part, settings) };
      return { part, listener: { gateway, name, hostname, scheme }, json };
    }),
  );
}

function protocolOf(scheme: Listener['scheme'], { host, namespace }: HostPart, settings: EmitSettings): JsonObject {
  if (scheme === 'http') return { port: settings.httpPort, protocol: 'HTTP' };
  if (scheme === 'passthrough') return { port: settings.httpsPort, protocol: 'TLS', tls: { mode: 'Passthrough' } };
  const secret = host.certificate?.value;
  const ref = {
    name: secret?.name ?? '',
    ...(secret && secret.namespace !== namespace && { namespace: secret.namespace }),
  };
  return { port: settings.httpsPort, protocol: 'HTTPS', tls: { mode: 'Terminate', certificateRefs: [ref] } };
}

function gatewayOf(
  name: string,
  drafts: readonly Draft[],
  dialect: Dialect,
  settings: EmitSettings,
  report: Report,
): Written {
  const [first] = drafts;
  const className = settings.gatewayClassName ?? dialect.gatewayClassName ?? first?.part.host.gateway.className ?? '';
  const namespace = first?.part.namespace ?? '';
  const parts = [...new Set(drafts.map((d) => d.part))];
  const hosts = parts.map(({ host }) => host);
  const object: KubernetesObject = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name, namespace, ...shared(hosts, `Gateway ${namespace}/${name}`, report) },
    spec: { gatewayClassName: className, listeners: drafts.map((d) => d.json) },
  };
  return { object, from: parts.flatMap((part) => part.from) as unknown as Origins };
}
