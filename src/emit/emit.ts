import { compareText } from '../compare.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Dialect } from '../emitter.ts';
import { groupBy } from '../group.ts';
import { allOrigins } from '../model/origin.ts';
import type { RoutingModel } from '../model/routing.ts';
import { attach } from './attach.ts';
import { collected } from './collect.ts';
import { reportExperimental } from './experimental.ts';
import type { KubernetesObject } from './fragment.ts';
import { type Wish, withGatewaySettings } from './gateway-settings.ts';
import { gatewaysOf } from './gateways.ts';
import { grantsOf } from './grants.ts';
import { type HostOutcomes, hostPolicies } from './host-policies.ts';
import type { Listener } from './listeners.ts';
import { Losses } from './losses.ts';
import { tellOfMisdirected } from './misdirected.ts';
import { Names } from './names.ts';
import { type HostPart, partsOf } from './parts.ts';
import { type PlacedPiece, piecesOf } from './pieces.ts';
import { type Routes, writeRoutes } from './routes.ts';
import type { EmitSettings } from './settings.ts';
import { tlsRouteOf } from './tls-routes.ts';
import type { Written } from './written.ts';

/** What an emission needs beside the model. */
export interface Emission {
  readonly dialect: Dialect;
  /** The other emitters, so that a loss can name one without it. */
  readonly others: readonly Dialect[];
  readonly settings: EmitSettings;
}

/**
 * From model to objects, in the order in which they are printed. Whatever the emitter cannot say is reported here. With a
 * `namespace`, only the part of each host that lives there.
 */
export function emit(
  model: RoutingModel,
  { dialect, others, settings }: Emission,
  report: Report,
  namespace?: string,
): Written[] {
  const losses = new Losses(dialect, others, settings, report);
  const names = new Names();
  const all = partsOf(model, settings, report);
  const parts = all.filter((part) => namespace === undefined || part.namespace === namespace);
  const gateways = gatewaysOf(parts, { dialect, settings, names, report });
  if (parts.length < all.length) tellOfPart(gateways.objects, all, namespace, settings, report);
  tellOfMisdirected(model.hosts, dialect, settings, report);
  const hosts = hostPolicies(parts, { listenersOf: gateways.listenersOf, losses, settings, report });
  const ofBoth = { HTTPRoute: new Map(), GRPCRoute: new Map() };
  const context = { structure: dialect.structure, losses, names, report, ports: settings, ofBoth };
  const routes: Routes = { objects: [], rules: [] };
  for (const part of parts) {
    writeRoutes(part, gateways.listenersOf(part), context, routes, hosts.overTls.get(part));
  }
  const { rules } = routes;
  const tls = parts
    .filter(({ host }) => host.passthrough)
    .flatMap((part) => tlsRouteOf(part, gateways.listenersOf(part), context));
  const pieces = piecesOf(rules);
  const policies = { names, report, finish: dialect.finishPolicy ?? ((spec) => spec) };
  const objects = withGatewaySettings(gateways.objects, wishesOf(pieces.gateway, hosts), policies).concat(
    routes.objects,
    tls,
    attach(pieces.policy, rules, policies),
    collected(pieces.collected, rules, { ...policies, losses }),
    standalone(pieces.object, hosts, report),
  );
  reportExperimental(objects, dialect.api, report);
  return inPrintOrder(objects.concat(grantsOf(objects, names)));
}

/** Says which objects serve other namespaces as well, of which they hold nothing here. */
function tellOfPart(
  written: readonly Written[],
  all: readonly HostPart[],
  namespace: string | undefined,
  { topology }: EmitSettings,
  report: Report,
): void {
  if (topology === 'per-namespace') return;
  const others = [...new Set(all.map((part) => part.namespace).filter((one) => one !== namespace))].sort();
  for (const { object, from } of written) {
    const { kind, metadata } = object;
    report(
      'I2G3028',
      { object: `${kind} ${metadata.namespace}/${metadata.name}`, namespace: namespace ?? '', others },
      from,
    );
  }
}

/** What rules and hosts want of each Gateway, by its key. */
function wishesOf(
  pieces: readonly PlacedPiece<'gateway'>[],
  hosts: HostOutcomes,
): ReadonlyMap<string, readonly Wish[]> {
  const wishes = new Map<string, Wish[]>();
  for (const [key, some] of hosts.wishes) wishes.set(key, [...some]);
  for (const { fragment, from, rule } of pieces) {
    for (const key of gatewayKeys(rule.route.listeners)) {
      const there = wishes.get(key);
      if (there) there.push({ fragment, from });
      else wishes.set(key, [{ fragment, from }]);
    }
  }
  return wishes;
}

const gatewayKeys = (listeners: readonly Listener[]): ReadonlySet<string> =>
  new Set(listeners.map(({ gateway: { namespace, name } }) => `${namespace}/${name}`));

/** Objects that stand on their own. Several rules and hosts may ask for the same one. */
function standalone(pieces: readonly PlacedPiece<'object'>[], hosts: HostOutcomes, report: Report): Written[] {
  const asked = [...pieces.map(({ fragment, from }) => ({ object: fragment.object, from })), ...hosts.objects];
  return [...groupBy(asked, ({ object }) => nameOf(object))].map(([name, group]) => {
    const from = allOrigins(group);
    const texts = new Set(group.map(({ object }) => JSON.stringify(object)));
    if (texts.size > 1) report('I2G9001', { problem: `${texts.size} different objects are called ${name}` }, from);
    return { object: group[0].object, from };
  });
}

const nameOf = ({ kind, metadata }: KubernetesObject): string => `${kind}/${metadata.namespace}/${metadata.name}`;

/** What is routed before what it is routed by; objects of the implementation in between. */
const kinds = [
  'Gateway',
  'ListenerSet',
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  '',
  'BackendTLSPolicy',
  'ReferenceGrant',
  'ConfigMap',
  'Secret',
];

/** By kind, which are few; then by namespace and name. */
function inPrintOrder(objects: readonly Written[]): Written[] {
  const perKind = [...groupBy(objects, ({ object }) => object.kind)];
  perKind.sort(([a], [b]) => rank(a) - rank(b) || compareText(a, b));
  const none: Written[] = [];
  return none.concat(...perKind.map(([, alike]) => alike.toSorted(byName)));
}

const byName = ({ object: { metadata: a } }: Written, { object: { metadata: b } }: Written): number =>
  a.namespace === b.namespace ? compareText(a.name, b.name) : compareText(a.namespace, b.namespace);

const rank = (kind: string): number => kinds.indexOf(kinds.includes(kind) ? kind : '');
