import { chunks } from '../chunks.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Origins } from '../model/origin.ts';
import type { Route, Scheme } from '../model/routing.ts';
import type { JsonValue } from '../read/manifest.ts';
import type { RouteKind } from './capabilities.ts';
import type { JsonObject } from './fragment.ts';
import type { OverTls } from './host-policies.ts';
import { type Listener, parentRefsOf } from './listeners.ts';
import { dashed, joined, label, type Names } from './names.ts';
import { inOrder } from './order.ts';
import type { HostPart } from './parts.ts';
import { withPrefixes } from './prefixes.ts';
import { draftOf, grpcMethod, type RuleContext, type RuleDraft } from './rules.ts';
import { annotated, type Written } from './written.ts';

/** The most rules that a route object may have. */
const mostRules = 16;
/** The most hostnames that a route object may have. */
const mostHostnames = 16;

/** A route object that rules stand in: the same for all of them. */
export interface PlacedRoute {
  readonly kind: RouteKind;
  readonly namespace: string;
  readonly name: string;
  /** The listeners that it hangs on. */
  readonly listeners: readonly Listener[];
  /** How many rules it has. */
  readonly siblings: number;
}

/** A rule that has found its place. */
export interface PlacedRule {
  readonly draft: RuleDraft;
  readonly route: PlacedRoute;
  readonly name: string;
}

/** Route objects, with the rules in them. */
export interface Routes {
  readonly objects: Written[];
  readonly rules: PlacedRule[];
}

/** What routes are written with. */
export interface RouteContext extends RuleContext {
  readonly names: Names;
  readonly report: Report;
  /** What became of routes that serve both schemes. */
  readonly ofBoth: Readonly<Record<RouteKind, Map<Route, RuleDraft | undefined>>>;
}

/**
 * Writes the routes of a host: one object for all listeners where they serve alike, else one for each scheme. `overTls` is
 * what a lost policy of the host makes of what comes in over TLS.
 */
export function writeRoutes(
  part: HostPart,
  listeners: readonly Listener[],
  context: RouteContext,
  into: Routes,
  overTls: OverTls = 'serve',
): void {
  const { host, namespace } = part;
  const { structure, losses, report } = context;
  const seen = overTls === 'serve' ? part.routes : part.routes.flatMap((route) => guarded(route, overTls));
  const all = withPrefixes(seen, host.hostnames[0], structure, losses);
  const routes = inOrder(all, namespace, report);
  const write = (suffix: string, scheme: Scheme, served: readonly Route[], parents: readonly Listener[]): void => {
    const kind = structure.grpcRoutes && isAllGrpc(over(scheme, all)) ? 'GRPCRoute' : 'HTTPRoute';
    writeSet({ kind, suffix, listeners: parents, routes: served }, part, context, into);
  };
  const overHttp = over('http', routes);
  const overHttps = over('https', routes);
  const ofHttps = listeners.filter(({ scheme }) => scheme === 'https');
  const ofHttp = listeners.filter(({ scheme }) => scheme === 'http');
  if (ofHttps.length === 0) write('', 'http', overHttp, ofHttp);
  else if (sameItems(overHttp, overHttps)) {
    const both = listeners.filter(({ scheme }) => scheme !== 'passthrough');
    write('', 'http', overHttp, both);
  } else {
    write('', 'https', overHttps, ofHttps);
    write('http', 'http', overHttp, ofHttp);
  }
  if (routes.length === 0 && !host.passthrough) {
    report('I2G3008', { host: host.hostnames[0] || 'any host' }, host.from);
  }
}

const over = (scheme: Scheme, routes: readonly Route[]): readonly Route[] =>
  routes.every(({ schemes }) => schemes.includes(scheme))
    ? routes
    : routes.filter(({ schemes }) => schemes.includes(scheme));

/** A route whose host is guarded by a policy that is lost: over plain HTTP it is what it was. */
function guarded(route: Route, overTls: OverTls): Route[] {
  if (overTls === 'serve' || !route.schemes.includes('https')) return [route];
  if (overTls === 'open') return [unproved(route)];
  const plain: Route[] = route.schemes.includes('http') ? [{ ...route, schemes: ['http'] }] : [];
  if (overTls === 'withhold') return plain;
  const action = { kind: 'respond', status: 503, because: 'a policy of the host is lost', keepsOut: true } as const;
  return [...plain, { ...route, schemes: ['https'], action, policies: {} }];
}

/** Nobody was asked for a certificate, so nobody is said to have proved who he is. */
function unproved(route: Route): Route {
  const identity = route.policies['client-identity'];
  if (identity?.told.value !== 'verified') return route;
  const told = { ...identity.told, value: 'nobody' } as const;
  return { ...route, policies: { ...route.policies, 'client-identity': { ...identity, told } } };
}

interface RouteSet {
  /** The same for all routes on the listeners: one host is no place for two kinds. */
  readonly kind: RouteKind;
  readonly suffix: string;
  readonly listeners: readonly Listener[];
  readonly routes: readonly Route[];
}

const sameItems = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);

/** The rules of routes. Those that serve both schemes are mostly the same rules in two sets. */
function draftsOf(routes: readonly Route[], kind: RouteKind, context: RouteContext): RuleDraft[] {
  const known = context.ofBoth[kind];
  const drafts: RuleDraft[] = [];
  for (const route of routes) {
    const isOfBoth = route.schemes.length > 1;
    const draft = isOfBoth && known.has(route) ? known.get(route) : draftOf(route, kind, context);
    if (isOfBoth) known.set(route, draft);
    if (draft) drafts.push(draft);
  }
  return drafts;
}

function writeSet(set: RouteSet, part: HostPart, context: RouteContext, into: Routes): void {
  const { kind, suffix } = set;
  const all = draftsOf(set.routes, kind, context);
  // A route that is left out beside others would leave its requests to them.
  const drafts = part.alone && all.every((one) => one.withheld) ? [] : all;
  const hostnames = chunks(part.host.hostnames, mostHostnames);
  const ruleSets = chunks(drafts, mostRules);
  const base = joined(label(part.name), dashed(part.host.hostnames[0]) || 'all-hosts', suffix);
  // Among equal matches the first in the alphabet wins.
  const names = context.names.series(kind, part.namespace, base, hostnames.length * ruleSets.length, [
    part.name,
    part.host.hostnames.join(','),
    base,
  ]);
  let written = 0;
  for (const some of hostnames) {
    for (const rules of ruleSets) {
      writeOne(names[written] ?? base, some, rules, set, part, context, into);
      written += 1;
    }
  }
}

function writeOne(
  name: string,
  hostnames: readonly string[],
  drafts: readonly RuleDraft[],
  { kind, listeners: all }: RouteSet,
  { host, namespace, from: named }: HostPart,
  { report, ports }: RouteContext,
  { objects, rules }: Routes,
): void {
  const listeners = hostnames === host.hostnames ? all : all.filter((l) => hostnames.includes(l.hostname));
  const route: PlacedRoute = { kind, namespace, name, listeners, siblings: drafts.length };
  const parentRefs = parentRefsOf(listeners, namespace, ports);
  const placed = drafts.map((draft, i): PlacedRule => ({ draft, route, name: `rule-${i}` }));
  const written = placed.map(ruleOf);
  const object = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: annotated(route, host.carried.route, report),
    spec: hostnames.some((h) => h !== '') ? { parentRefs, hostnames, rules: written } : { parentRefs, rules: written },
  };
  objects.push({ object, from: named.concat(...drafts.map(({ from }) => from)) as unknown as Origins });
  rules.push(...placed);
}

function ruleOf({ draft: { matches, filters, fields, backends }, name }: PlacedRule): JsonObject {
  const rule: Record<string, JsonValue> = { name };
  if (matches.length > 0) rule['matches'] = matches;
  if (filters.length > 0) rule['filters'] = filters;
  if (fields) Object.assign(rule, fields);
  if (backends.length > 0) rule['backendRefs'] = backends.map(refIn);
  return rule;
}

/** Every backend of a rule has one. */
const refIn = ({ ref = {} }: RuleDraft['backends'][number]): JsonObject => ref;

/**
 * A GRPCRoute needs paths that are gRPC's, and backends that speak it, but for an answer to all others: one HTTPRoute beside it
 * on a host is one too many.
 */
function isAllGrpc(routes: readonly Route[]): boolean {
  return (
    routes.some(({ action }) => action.kind === 'forward') &&
    routes.every(
      ({ action, match, policies }) =>
        (action.kind === 'respond' && match.path.kind === 'prefix' && match.path.path === '/') ||
        (action.kind === 'forward' &&
          policies['path-rewrite'] === undefined &&
          policies['host-rewrite'] === undefined &&
          action.to.every((backend) => backend.policies['http-version']?.version.value === 'grpc') &&
          grpcMethod(match.path) !== undefined),
    )
  );
}
