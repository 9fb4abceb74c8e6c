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
import { draftOf, grpcMethod, type RuleContext, type RuleDraft, type RuleDrafts } from './rules.ts';
import { annotated, type Written } from './written.ts';

/** The most rules that a route object may have. */
const mostRules = 16;
/** The most hostnames that a route object may have. */
const mostHostnames = 16;

/** A rule that has found its place. */
export interface PlacedRule {
  readonly draft: RuleDraft;
  readonly route: { readonly kind: RouteKind; readonly namespace: string; readonly name: string };
  readonly name: string;
  /** The listeners that its route hangs on. */
  readonly listeners: readonly Listener[];
  /** How many rules its route object has. */
  readonly siblings: number;
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
}

/**
 * Writes the routes of a host: one object for all listeners where they serve alike, else one for each scheme. `overTls` is
 * what a lost policy of the host makes of what comes in over TLS.
 */
export function routesOf(
  part: HostPart,
  listeners: readonly Listener[],
  context: RouteContext,
  overTls: OverTls = 'serve',
): Routes {
  const { host, namespace } = part;
  const seen = overTls === 'serve' ? part.routes : part.routes.flatMap((route) => guarded(route, overTls));
  const all = withPrefixes(seen, host.hostnames[0], context.structure, context.losses);
  const routes = inOrder(all, namespace, context.report);
  const at = (scheme: Scheme, some: readonly Route[]) => some.filter((route) => route.schemes.includes(scheme));
  const set = (
    suffix: string,
    scheme: Scheme,
    served: RouteSet['routes'],
    parents: RouteSet['listeners'],
  ): RouteSet => ({
    suffix,
    listeners: parents,
    routes: served,
    kind: context.structure.grpcRoutes && isAllGrpc(at(scheme, all)) ? 'GRPCRoute' : 'HTTPRoute',
  });
  const overHttp = at('http', routes);
  const overHttps = at('https', routes);
  const ofHttps = listeners.filter((listener) => listener.scheme === 'https');
  const sets: readonly RouteSet[] =
    ofHttps.length === 0 || sameItems(overHttp, overHttps)
      ? [
          set(
            '',
            'http',
            overHttp,
            listeners.filter((listener) => listener.scheme !== 'passthrough'),
          ),
        ]
      : [
          set('', 'https', overHttps, ofHttps),
          set(
            'http',
            'http',
            overHttp,
            listeners.filter((listener) => listener.scheme === 'http'),
          ),
        ];
  const drafts: Readonly<Record<RouteKind, Drafts>> = { HTTPRoute: new Map(), GRPCRoute: new Map() };
  const written: Routes = { objects: [], rules: [] };
  for (const one of sets) writeSet(one, part, drafts[one.kind], context, written);
  if (routes.length === 0 && !host.passthrough) {
    context.report('I2G3008', { host: host.hostnames[0] || 'any host' }, host.from);
  }
  return written;
}

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

/** What became of routes that were drafted: most of those that two sets share are the same rule in both. */
type Drafts = Map<Route, RuleDrafts | undefined>;

function draftsOf(routes: readonly Route[], kind: RouteKind, known: Drafts, context: RouteContext): RuleDrafts[] {
  const drafts: RuleDrafts[] = [];
  for (const route of routes) {
    if (!known.has(route)) known.set(route, draftOf(route, kind, context));
    const one = known.get(route);
    if (one) drafts.push(one);
  }
  return drafts;
}

function writeSet(set: RouteSet, part: HostPart, known: Drafts, context: RouteContext, into: Routes): void {
  const { kind, suffix } = set;
  const all = draftsOf(set.routes, kind, known, context);
  // A route that is left out beside others would leave its requests to them.
  const drafts = part.alone && all.every((one) => one.withheld) ? [] : all.map((one) => one.draft);
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
  const listeners = all.filter((l) => hostnames.includes(l.hostname));
  const carried = annotated(host.carried.route, `${kind} ${namespace}/${name}`, report);
  const route = { kind, namespace, name };
  const siblings = drafts.length;
  const placed = drafts.map((draft, i): PlacedRule => ({ draft, route, name: `rule-${i}`, listeners, siblings }));
  const object = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: { name, namespace, ...carried },
    spec: {
      parentRefs: parentRefsOf(listeners, namespace, ports),
      ...(hostnames.some((h) => h !== '') && { hostnames }),
      rules: placed.map(ruleOf),
    },
  };
  objects.push({ object, from: named.concat(...drafts.map(({ from }) => from)) as unknown as Origins });
  rules.push(...placed);
}

function ruleOf({ draft: { matches, filters, fields, backendRefs }, name }: PlacedRule): JsonObject {
  const rule: Record<string, JsonValue> = { name };
  if (matches.length > 0) rule['matches'] = matches;
  if (filters.length > 0) rule['filters'] = filters;
  Object.assign(rule, fields);
  if (backendRefs.length > 0) rule['backendRefs'] = backendRefs;
  return rule;
}

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
