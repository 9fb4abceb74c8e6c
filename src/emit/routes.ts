import { chunks } from '../chunks.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Origins } from '../model/origin.ts';
import type { Route, Scheme } from '../model/routing.ts';
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

/** The route objects of one host, with the rules in them. */
export interface Routes {
  readonly objects: readonly Written[];
  readonly rules: readonly PlacedRule[];
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
  const seen = part.routes.flatMap((route) => guarded(route, overTls));
  const all = withPrefixes(seen, host.hostnames[0], context.structure, context.losses);
  const routes = inOrder(all, namespace, context.report);
  const at = (scheme: Scheme, some = routes) => some.filter((route) => route.schemes.includes(scheme));
  const on = (scheme: Scheme) => listeners.filter((listener) => listener.scheme === scheme);
  const set = (suffix: string, scheme: Scheme): RouteSet => ({
    suffix,
    listeners: on(scheme),
    routes: at(scheme),
    kind: context.structure.grpcRoutes && isAllGrpc(at(scheme, all)) ? 'GRPCRoute' : 'HTTPRoute',
  });
  const sets: readonly RouteSet[] =
    on('https').length === 0 || sameItems(at('http'), at('https'))
      ? [{ ...set('', 'http'), listeners: listeners.filter((l) => l.scheme !== 'passthrough') }]
      : [set('', 'https'), set('http', 'http')];
  const drafts = {
    HTTPRoute: new Map<Route, RuleDrafts | undefined>(),
    GRPCRoute: new Map<Route, RuleDrafts | undefined>(),
  };
  const draft = (route: Route, kind: RouteKind) => {
    if (!drafts[kind].has(route)) drafts[kind].set(route, draftOf(route, kind, context));
    return drafts[kind].get(route);
  };
  const written = sets.map((set) => writeSet(set, part, draft, context));
  if (routes.length === 0 && !host.passthrough) {
    context.report('I2G3008', { host: host.hostnames[0] || 'any host' }, host.from);
  }
  return { objects: written.flatMap((w) => w.objects), rules: written.flatMap((w) => w.rules) };
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

type Draft = (route: Route, kind: RouteKind) => RuleDrafts | undefined;

function writeSet(set: RouteSet, part: HostPart, draft: Draft, context: RouteContext): Routes {
  const { kind, suffix } = set;
  const all = set.routes.flatMap((route) => draft(route, kind) ?? []);
  // A route that is left out beside others would leave its requests to them.
  const drafts = part.alone && all.every((one) => one.withheld) ? [] : all.map((one) => one.draft);
  const hostnames = chunks(part.host.hostnames, mostHostnames);
  const ruleSets = chunks(drafts, mostRules);
  const objects = hostnames.flatMap((names) => ruleSets.map((rules) => ({ names, rules })));
  const base = joined(label(part.name), dashed(part.host.hostnames[0]) || 'all-hosts', suffix);
  // Among equal matches the first in the alphabet wins.
  const names = context.names.series(
    `${kind}/${part.namespace}`,
    base,
    objects.length,
    `${part.name}/${part.host.hostnames.join(',')}/${base}`,
  );
  const written = objects.map((one, i) => writeOne(names[i] ?? base, one.names, one.rules, set, part, context));
  return { objects: written.map(({ object }) => object), rules: written.flatMap(({ rules }) => rules) };
}

function writeOne(
  name: string,
  hostnames: readonly string[],
  drafts: readonly RuleDraft[],
  { kind, listeners }: RouteSet,
  { host, namespace, from: named }: HostPart,
  { report, ports }: RouteContext,
): { readonly object: Written; readonly rules: readonly PlacedRule[] } {
  const parents = listeners.filter((l) => hostnames.includes(l.hostname));
  const rules = drafts.map((draft, i) => ({ draft, name: `rule-${i}` }));
  const carried = annotated(host.carried.route, `${kind} ${namespace}/${name}`, report);
  const object = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: { name, namespace, ...carried },
    spec: {
      parentRefs: parentRefsOf(parents, namespace, ports),
      ...(hostnames.some((h) => h !== '') && { hostnames }),
      rules: rules.map(ruleOf),
    },
  };
  const from = [...named, ...drafts.flatMap((d) => d.from)] as unknown as Origins;
  return {
    object: { object, from },
    rules: rules.map((rule) => ({
      ...rule,
      route: { kind, namespace, name },
      listeners: parents,
      siblings: rules.length,
    })),
  };
}

function ruleOf({ draft, name }: { readonly draft: RuleDraft; readonly name: string }): JsonObject {
  const { matches, filters, fields, backendRefs } = draft;
  return {
    name,
    ...(matches.length > 0 && { matches }),
    ...(filters.length > 0 && { filters }),
    ...fields,
    ...(backendRefs.length > 0 && { backendRefs }),
  };
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
