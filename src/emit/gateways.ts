import type { Report } from '../diagnostics/diagnostic.ts';
import type { Dialect } from '../emitter.ts';
import { groupBy } from '../group.ts';
import type { Origins } from '../model/origin.ts';
import { tellOfExisting } from './existing-gateway.ts';
import type { JsonObject } from './fragment.ts';
import {
  addDrafts,
  admitting,
  type Listener,
  type ListenerDraft,
  listenersNeeded,
  type Place,
  unnamedListeners,
} from './listeners.ts';
import { label, type Names } from './names.ts';
import type { HostPart } from './parts.ts';
import { gatewayHome, type Server, serversOf } from './servers.ts';
import type { EmitSettings } from './settings.ts';
import { shared, type Written } from './written.ts';

/** The most listeners that a Gateway or a ListenerSet may have. */
const mostListeners = 64;

/** Gateways with their ListenerSets, and the listeners of each part of a host. */
export interface Gateways {
  readonly objects: readonly Written[];
  readonly listenersOf: (part: HostPart) => readonly Listener[];
}

/** What Gateways are written with. */
interface GatewayContext {
  readonly dialect: Dialect;
  readonly settings: EmitSettings;
  readonly names: Names;
  readonly report: Report;
}

/** The Gateways of a topology, with one listener for each name and scheme of a host. */
export function gatewaysOf(parts: readonly HostPart[], context: GatewayContext): Gateways {
  const { settings } = context;
  const groups = groupBy(
    serversOf(parts, settings),
    (server) => `${gatewayHome(server, settings)}/${server.host.gateway.name}`,
  );
  const written = [...groups.values()].map((servers) =>
    settings.existingGateway ? onExisting(servers, context) : onOwn(servers, context),
  );
  if (settings.existingGateway) tellOfExisting([...groups.values()].flat(), settings, context.report);
  const listeners = new Map<HostPart, Listener[]>();
  for (const serving of written) {
    for (const { server, listener } of serving.listeners) {
      for (const part of server.parts) {
        const there = listeners.get(part);
        if (there) there.push(listener);
        else listeners.set(part, [listener]);
      }
    }
  }
  return { objects: written.flatMap((one) => one.objects), listenersOf: (part) => listeners.get(part) ?? [] };
}

/** What serves the hosts of one class in one place. */
interface Serving {
  readonly objects: readonly Written[];
  readonly listeners: readonly Pick<ListenerDraft, 'server' | 'listener'>[];
}

type Servers = readonly [Server, ...Server[]];

/** Gateways that are printed: as many as their own listeners need. ListenerSets belong to the first. */
function onOwn(servers: Servers, context: GatewayContext): Serving {
  const { settings, names, report } = context;
  const [{ host }] = servers;
  const namespace = gatewayHome(servers[0], settings);
  const own = servers.filter(({ owner }) => owner === 'Gateway');
  const inSets = servers.filter(({ owner }) => owner === 'ListenerSet');
  const pieces = inPieces(own);
  const wanted = settings.gatewayName ?? (label(host.gateway.name) || 'gateway');
  if (pieces.length > 1) {
    const listeners = own.reduce((sum, server) => sum + listenersNeeded(server.host), 0);
    report('I2G3007', { gateway: `${namespace}/${wanted}`, listeners, gateways: pieces.length }, host.from);
  }
  const places = Array.from({ length: Math.max(pieces.length, 1) }, (_, i): Place => {
    const identity = [namespace, host.gateway.name, String(i)];
    return { namespace, name: names.claim('Gateway', namespace, i === 0 ? wanted : `${wanted}-${i + 1}`, identity) };
  });
  const sets = places[0] ? listenerSets(inSets, places[0], context) : nothing;
  const gateways = places.map((gateway, i): Serving => {
    const parent = { kind: 'Gateway', ...gateway } as const;
    const drafts: ListenerDraft[] = [];
    for (const server of pieces[i] ?? []) addDrafts(server, { gateway, parent }, settings, names, drafts);
    const admitted = i === 0 ? inSets : [];
    return { objects: [gatewayOf(gateway, drafts, admitted, servers, context)], listeners: drafts };
  });
  return joined([...gateways, sets]);
}

/** On a Gateway that is there, the listeners are somebody else's, but for those of ListenerSets. */
function onExisting(servers: Servers, context: GatewayContext): Serving {
  const { settings } = context;
  const gateway = { namespace: gatewayHome(servers[0], settings), name: settings.gatewayName ?? '' };
  const listeners = servers
    .filter(({ owner }) => owner === 'Gateway')
    .flatMap((server) => unnamedListeners(server.host, gateway).map((listener) => ({ server, listener })));
  const inSets = servers.filter(({ owner }) => owner === 'ListenerSet');
  return joined([{ objects: [], listeners }, listenerSets(inSets, gateway, context)]);
}

const nothing: Serving = { objects: [], listeners: [] };

const joined = (all: readonly Serving[]): Serving => ({
  objects: all.flatMap(({ objects }) => objects),
  listeners: all.flatMap(({ listeners }) => listeners),
});

/** Hosts in as few pieces as have room for their listeners, in order. */
function inPieces(servers: readonly Server[]): Server[][] {
  const pieces: Server[][] = [];
  let used = mostListeners;
  for (const server of servers) {
    const wanted = listenersNeeded(server.host);
    if (used + wanted > mostListeners) {
      pieces.push([]);
      used = 0;
    }
    pieces.at(-1)?.push(server);
    used += wanted;
  }
  return pieces;
}

/** A ListenerSet for each namespace, or several where one has no room. */
function listenerSets(servers: readonly Server[], gateway: Place, context: GatewayContext): Serving {
  const { settings, names, report } = context;
  const ofNamespaces = [...groupBy(servers, ({ home }) => home).values()];
  return joined(
    ofNamespaces.flatMap((ofNamespace) =>
      inPieces(ofNamespace).map((piece, i): Serving => {
        const [{ home: namespace }] = ofNamespace;
        const wanted = i === 0 ? gateway.name : `${gateway.name}-${i + 1}`;
        const name = names.claim('ListenerSet', namespace, wanted, [gateway.namespace, gateway.name, String(i)]);
        const parent = { kind: 'ListenerSet', namespace, name } as const;
        const drafts: ListenerDraft[] = [];
        for (const server of piece) addDrafts(server, { gateway, parent }, settings, names, drafts);
        const parentRef = {
          group: 'gateway.networking.k8s.io',
          kind: 'Gateway',
          name: gateway.name,
          ...(gateway.namespace !== namespace && { namespace: gateway.namespace }),
        };
        const hosts = piece.map(({ host }) => host);
        const object = {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'ListenerSet',
          metadata: shared({ kind: 'ListenerSet', namespace, name }, hosts, report),
          spec: { parentRef, listeners: drafts.map(({ json }) => json) },
        };
        return { objects: [{ object, from: originsOf(piece) }], listeners: drafts };
      }),
    ),
  );
}

function gatewayOf(
  { namespace, name }: Place,
  drafts: readonly ListenerDraft[],
  admitted: readonly Server[],
  servers: Servers,
  { dialect, settings, report }: GatewayContext,
): Written {
  const own = [...new Set(drafts.map(({ server }) => server))];
  const className = settings.gatewayClassName ?? dialect.gatewayClassName ?? servers[0].host.gateway.className;
  const namespaces = [...new Set(admitted.map(({ home }) => home))].sort();
  const hosts = own.map(({ host }) => host);
  const object = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: shared({ kind: 'Gateway', namespace, name }, hosts, report),
    spec: {
      gatewayClassName: className,
      ...(namespaces.length > 0 && { allowedListeners: admitting(namespaces, namespace) }),
      listeners: drafts.length > 0 ? drafts.map(({ json }) => json) : [unserved(settings)],
    },
  };
  return { object, from: originsOf(own.length > 0 ? own : servers) };
}

/** A Gateway has a listener of its own. Without a route it answers 404, as nginx does for a host that it does not know. */
const unserved = ({ httpPort }: EmitSettings): JsonObject => ({ name: 'http', port: httpPort, protocol: 'HTTP' });

const originsOf = (servers: readonly Server[]): Origins =>
  servers.flatMap(({ parts }) => parts.flatMap(({ from }) => [...from])) as unknown as Origins;
