import { areAlike } from '../../src/compare.ts';
import { type Origins, type Sourced, withoutOrigins } from '../../src/model/origin.ts';
import type { Match, RedirectTarget, Route, Scheme } from '../../src/model/routing.ts';
import type { ControllerConfig } from './config/config.ts';
import { fixed } from './features/redirect.ts';
import { redirectForm } from './features/redirect-form.ts';
import { isAbsoluteUrl, rewrite, rewriteOf, rewrites } from './features/rewrite.ts';
import { encoded } from './matches.ts';
import type { Location, NginxIngress, Server } from './site.ts';

/** Both listeners. */
export const both: readonly Scheme[] = ['http', 'https'];
/** The status of redirects to HTTPS, and between a name and its `www`. */
export const redirectStatus = (config: ControllerConfig): number => config.value('http-redirect-code')?.value ?? 308;
/** Certificates are proved over plain HTTP, where the controller is told nothing else. */
const plainLocations: readonly string[] = ['/.well-known/acme-challenge'];

/** What most routes have. */
export const noPolicies: Readonly<Record<never, never>> = {};
const noHeaders: Match['headers'] = [];

/** What takes every request for a path. */
export const matchOf = (path: Match['path']): Match => ({ path, headers: noHeaders });

/** A route that answers with a redirect. */
export const redirecting = (
  namespace: string,
  schemes: readonly Scheme[],
  match: Match,
  to: RedirectTarget,
  from: Origins,
  policies: Route['policies'] = noPolicies,
): Route => ({
  namespace,
  schemes,
  match,
  action: { kind: 'redirect', to },
  policies,
  from,
});

/** `/` is answered before anything else is asked, over HTTP as over HTTPS. */
export function appRootOf({ appRoot: said, locations, host }: Server): Route[] {
  if (!said) return [];
  const to: RedirectTarget = { status: 302, path: said.value, query: { replace: '' } };
  const namespace = locations.find((l) => l.owner)?.owner?.ingress.namespace ?? host;
  return [redirecting(namespace, both, matchOf({ kind: 'exact', path: '/' }), to, said.from)];
}

/** Why plain HTTP is redirected at this location, if it is. */
export function redirectsToHttps(
  { tls }: Server,
  { path }: Location,
  owner: NginxIngress,
  config: ControllerConfig,
): Origins | undefined {
  const values = owner.valuesOf(rewrite);
  const forced = values['force-ssl-redirect'];
  const asked = values['ssl-redirect'];
  const from = forced?.value
    ? forced.from
    : asked?.value === false || !tls.redirects
      ? undefined
      : (asked?.from ?? tls.redirects);
  const plain = config.value('no-tls-redirect-locations')?.value ?? plainLocations;
  return from && plain.some((prefix) => path.startsWith(prefix)) ? undefined : from;
}

/** The same URL over HTTPS, less one `/` at its end unless that is to be kept. */
export function httpsTarget(owner: NginxIngress, config: ControllerConfig): RedirectTarget {
  const keeps = owner.valuesOf(rewrite)['preserve-trailing-slash']?.value === true;
  const namesPort = owner.valuesOf(redirectForm)['use-port-in-redirects']?.value === true;
  const usual = usualTarget(redirectStatus(config));
  if (!namesPort && !keeps) return usual;
  return {
    status: usual.status,
    scheme: 'https',
    query: 'keep',
    ...(namesPort && { port: 443 }),
    ...(!keeps && { cutsTrailingSlash: true }),
  };
}

const usualTargets = new Map<number, RedirectTarget>();

/** What nearly every path has: one for each status. */
function usualTarget(status: number): RedirectTarget {
  const usual = usualTargets.get(status) ?? { status, scheme: 'https', query: 'keep', cutsTrailingSlash: true };
  usualTargets.set(status, usual);
  return usual;
}

/** What completes a path that lacks its last `/`. */
export function slashTarget({ path }: Location, owner: NginxIngress): RedirectTarget {
  const relative = owner.valuesOf(redirectForm)['relative-redirects']?.value === true;
  return { status: 301, path: encoded(path), query: 'keep', ...(relative && { relative }) };
}

/** nginx answers 302 when `rewrite` yields a URL. */
export function rewrittenAway({ path }: Location, owner: NginxIngress): Sourced<RedirectTarget> | undefined {
  const target = owner.valuesOf(rewrite)['rewrite-target'];
  if (!target || !rewrites(target.value, path) || !isAbsoluteUrl(target.value)) return undefined;
  const to = rewriteOf(path, target.value);
  if ('problem' in to) return undefined;
  const value: RedirectTarget =
    to.kind === 'captured' ? { status: 302, captured: to, query: 'keep' } : { ...fixed(to.path, 302), query: 'keep' };
  return { value, from: target.from };
}

/** Where every location redirects plain HTTP, one route says it for all, also for paths that no location has. */
export function onePlainRedirect(routes: readonly Route[]): readonly Route[] {
  const everything = routes.find((route) => isPlain(route) && isRoot(route.match.path));
  if (!everything || !isToHttps(everything)) return routes;
  const others: Route[] = [];
  for (let i = 0; i < routes.length; i += 1) {
    const route = routes[i] as Route;
    if (!isPlain(route)) others.push(route);
    else if (route !== everything && !(isToHttps(route) && sayTheSame(route, everything))) return routes;
  }
  return [{ ...everything, match: matchOf({ kind: 'prefix', path: '/' }) }, ...others];
}

/** Whether it answers over plain HTTP, and for more than one path that is redirected otherwise. */
const isPlain = (route: Route): boolean => route.schemes.includes('http') && !isExactRedirect(route);

/** Nearly all are alike in every field, and need not be written down to be compared. */
const sayTheSame = (a: Route, b: Route): boolean =>
  (areAlike(targetOf(a), targetOf(b)) && areAlike(a.policies, b.policies)) || said(a) === said(b);

const targetOf = ({ action }: Route): object => (action.kind === 'redirect' ? action.to : action);

/** An origin holds the text of its whole file, and does not make an answer another one. */
const said = ({ action, policies }: Route): string => JSON.stringify([action, policies], withoutOrigins);

const isToHttps = ({ action, schemes }: Route): boolean =>
  action.kind === 'redirect' &&
  action.to.scheme === 'https' &&
  action.to.hostname === undefined &&
  schemes.length === 1;

/** Answers one path in another way, and goes before whatever takes them all. */
const isExactRedirect = (route: Route): boolean =>
  route.action.kind === 'redirect' && route.match.path.kind === 'exact' && !isToHttps(route);

const isRoot = (path: Match['path']): boolean =>
  path.kind === 'regex' ? path.pattern === '(?i)/.*' : path.kind === 'prefix' && path.path === '/';
