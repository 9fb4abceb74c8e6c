import { compareText } from '../compare.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { groupBy } from '../group.ts';
import type { Origin, Origins } from '../model/origin.ts';
import type { Route, RoutingModel, VirtualHost } from '../model/routing.ts';
import { withClosings } from './closing.ts';
import type { EmitSettings } from './settings.ts';

/** A virtual host with the part of its routes that lives in one namespace. */
export interface HostPart {
  readonly host: VirtualHost;
  readonly namespace: string;
  /** All routes that its listeners see: those of other namespaces are written by other parts, and compete with its own. */
  readonly routes: readonly Route[];
  /** Whether it writes the TLSRoute of the host, if there is one. */
  readonly handsOnTls: boolean;
  /** Whether no other part or host is known to have routes on the same listeners. */
  readonly alone: boolean;
  /** What the names of its route objects start with. */
  readonly name: string;
  /** The objects of the input in this namespace that the host comes from. */
  readonly from: Origins;
}

/** The most names of a host that fit on one Gateway, with two listeners each. */
const mostNames = 32;

/** A host for each namespace that its routes live in. A Gateway for one namespace sees its own part only. */
export function partsOf({ hosts }: RoutingModel, settings: EmitSettings, report: Report): HostPart[] {
  const { topology, existingGateway } = settings;
  tellOfClasses(hosts, existingGateway, report);
  const keyed: { readonly host: VirtualHost; readonly key: string }[] = [];
  for (const host of withClosings(hosts, settings)) {
    for (const piece of inPieces(host)) keyed.push({ host: piece, key: keyOf(piece) });
  }
  keyed.sort((a, b) => compareText(a.key, b.key));
  const parts: HostPart[] = [];
  for (const { host } of keyed) {
    const namespaces = namespacesIn(host.routes);
    const several = namespaces.length > 1;
    const isOne = topology !== 'per-namespace';
    if (several && !isOne) report('I2G3006', { host: host.hostnames[0] || 'any host', namespaces }, host.from);
    const homes = namespaces.length === 0 ? [host.namespace] : namespaces;
    for (const namespace of homes) {
      const own = host.from.filter(({ object }) => object?.namespace === namespace);
      parts.push({
        host,
        namespace,
        routes: isOne || !several ? host.routes : host.routes.map((route) => seenFrom(namespace, route)),
        handsOnTls:
          !isOne || namespace === (homes.find((one) => one === host.passthrough?.target.namespace) ?? homes[0]),
        alone: !existingGateway && !(isOne && several),
        name: firstName(own) ?? host.name,
        from: own.length > 0 ? (own as unknown as Origins) : host.from,
      });
    }
  }
  return parts;
}

/** Says which hosts are served by several classes of Gateways. */
function tellOfClasses(hosts: readonly VirtualHost[], share: boolean, report: Report): void {
  const nameOf = ({ hostnames }: VirtualHost): string => hostnames[0];
  if (new Set(hosts.map(nameOf)).size === hosts.length) return;
  for (const [hostname, group] of groupBy(hosts, nameOf)) {
    const classes = [...new Set(group.map((host) => host.gateway.name))].sort();
    const from = group.flatMap((host) => host.from);
    if (classes.length > 1) report('I2G3014', { host: hostname || 'any host', classes, share }, from);
  }
}

/** The namespaces of some things, which mostly is one. */
export function namespacesIn(some: readonly { readonly namespace: string }[]): readonly string[] {
  const first = some[0]?.namespace;
  if (first === undefined) return [];
  return some.every(({ namespace }) => namespace === first)
    ? [first]
    : [...new Set(some.map(({ namespace }) => namespace))].sort();
}

/** A path that is served from another namespace must not be answered by a wider one of this namespace. */
const seenFrom = (namespace: string, route: Route): Route =>
  route.namespace === namespace
    ? route
    : {
        ...route,
        namespace,
        policies: {},
        ...(route.action.kind === 'forward' && {
          action: { kind: 'respond', status: 503, because: 'served elsewhere' },
        }),
      };

/** The first name in the alphabet of the objects that something comes from. */
function firstName(from: readonly Origin[]): string | undefined {
  let first: string | undefined;
  for (const { object } of from) {
    if (object && (first === undefined || object.name < first)) first = object.name;
  }
  return first;
}

/** A host with more names than a Gateway has listeners for becomes several. */
function inPieces(host: VirtualHost): VirtualHost[] {
  if (host.hostnames.length <= mostNames) return [host];
  const [first, ...aliases] = host.hostnames;
  const pieces: VirtualHost[] = [{ ...host, hostnames: [first, ...aliases.slice(0, mostNames - 1)] }];
  for (let i = mostNames - 1; i < aliases.length; i += mostNames) {
    const [head = first, ...tail] = aliases.slice(i, i + mostNames);
    pieces.push({ ...host, hostnames: [head, ...tail] });
  }
  return pieces;
}

const keyOf = ({ gateway, hostnames }: VirtualHost): string => `${gateway.name} ${hostnames[0]}`;
