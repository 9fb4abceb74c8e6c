import { compareText } from '../compare.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { groupBy } from '../group.ts';
import type { Origins } from '../model/origin.ts';
import type { RoutingModel, VirtualHost } from '../model/routing.ts';

/** A virtual host with the part of its routes that lives in one namespace. */
export interface HostPart {
  readonly host: VirtualHost;
  readonly namespace: string;
  /** What the names of its route objects start with. */
  readonly name: string;
  /** The objects of the input in this namespace that the host comes from. */
  readonly from: Origins;
}

/** The most names of a host that fit on one Gateway, with two listeners each. */
const mostNames = 32;

/** A host for each namespace that its routes live in: a Gateway for one namespace sees its own part only. */
export function partsOf({ hosts }: RoutingModel, report: Report): HostPart[] {
  for (const [hostname, group] of groupBy(hosts, (host) => host.hostnames[0])) {
    const classes = [...new Set(group.map((host) => host.gateway.name))].sort();
    const from = group.flatMap((host) => host.from);
    if (classes.length > 1) report('I2G3014', { host: hostname || 'any host', classes }, from);
  }
  const sorted = hosts.flatMap(inPieces).sort((a, b) => compareText(keyOf(a), keyOf(b)));
  return sorted.flatMap((host) => {
    const namespaces = [...new Set(host.routes.map((route) => route.namespace))].sort();
    if (namespaces.length > 1) report('I2G3006', { host: host.hostnames[0] || 'any host', namespaces }, host.from);
    return (namespaces.length === 0 ? [host.namespace] : namespaces).map((namespace) => partIn(host, namespace));
  });
}

function partIn(host: VirtualHost, namespace: string): HostPart {
  const own = host.from.filter(({ object }) => object?.namespace === namespace);
  const [first, ...rest] = own;
  const [name = host.name] = own.flatMap(({ object }) => object?.name ?? []).sort();
  return { host, namespace, name, from: first ? [first, ...rest] : host.from };
}

/** A host with more names than a Gateway has listeners for becomes several. */
function inPieces(host: VirtualHost): VirtualHost[] {
  const [first, ...aliases] = host.hostnames;
  if (host.hostnames.length <= mostNames) return [host];
  const pieces: VirtualHost[] = [{ ...host, hostnames: [first, ...aliases.slice(0, mostNames - 1)] }];
  for (let i = mostNames - 1; i < aliases.length; i += mostNames) {
    const [head = first, ...tail] = aliases.slice(i, i + mostNames);
    pieces.push({ ...host, hostnames: [head, ...tail] });
  }
  return pieces;
}

const keyOf = ({ gateway, hostnames }: VirtualHost): string => `${gateway.name} ${hostnames[0]}`;
