import type { Origins, Sourced } from '../../src/model/origin.ts';
import type { Match, RedirectTarget, Route, Scheme } from '../../src/model/routing.ts';
import { fixed } from './features/redirect.ts';
import { isAbsoluteUrl, rewrite, rewriteOf, rewrites } from './features/rewrite.ts';
import type { Location, NginxIngress, Server } from './site.ts';

/** Both listeners. */
export const both: readonly Scheme[] = ['http', 'https'];
/** The ConfigMap's `http-redirect-code`. */
const redirectStatus = 308;
/** Certificates are proved over plain HTTP: the ConfigMap's `no-tls-redirect-locations`. */
const plainLocations = ['/.well-known/acme-challenge'];

/** A route that answers with a redirect. */
export const redirecting = (
  namespace: string,
  schemes: readonly Scheme[],
  path: Match['path'],
  to: RedirectTarget,
  from: Origins,
): Route => ({
  namespace,
  schemes,
  match: { path, headers: [] },
  action: { kind: 'redirect', to },
  policies: {},
  from,
});

/** `/` is answered before anything else is asked, over HTTP as over HTTPS. */
export function appRootOf({ appRoot: said, locations, host }: Server): Route[] {
  if (!said) return [];
  const to: RedirectTarget = { status: 302, path: said.value, query: { replace: '' } };
  const namespace = locations.find((l) => l.owner)?.owner?.ingress.namespace ?? host;
  return [redirecting(namespace, both, { kind: 'exact', path: '/' }, to, said.from)];
}

/** Why plain HTTP is redirected at this location, if it is. */
export function redirectsToHttps({ tls }: Server, { path }: Location, owner: NginxIngress): Origins | undefined {
  if (plainLocations.some((prefix) => path.startsWith(prefix))) return undefined;
  const values = owner.valuesOf(rewrite);
  const forced = values['force-ssl-redirect'];
  if (forced?.value) return forced.from;
  const asked = values['ssl-redirect'];
  if (asked?.value === false || !tls.redirects) return undefined;
  return asked?.from ?? tls.redirects;
}

/** The same URL over HTTPS, less one `/` at its end unless that is to be kept. */
export function httpsTarget(owner: NginxIngress): RedirectTarget {
  const keeps = owner.valuesOf(rewrite)['preserve-trailing-slash']?.value === true;
  return { status: redirectStatus, scheme: 'https', query: 'keep', ...(!keeps && { cutsTrailingSlash: true }) };
}

/** nginx answers 302 when `rewrite` yields a URL. Only a fixed one can be written down. */
export function rewrittenAway({ path }: Location, owner: NginxIngress): Sourced<RedirectTarget> | undefined {
  const target = owner.valuesOf(rewrite)['rewrite-target'];
  if (!target || !rewrites(target.value, path) || !isAbsoluteUrl(target.value)) return undefined;
  const to = rewriteOf(path, target.value);
  if ('problem' in to || to.kind === 'captured') return undefined;
  return { value: { ...fixed(to.path, 302), query: 'keep' }, from: target.from };
}

/** Where every location redirects plain HTTP, one route says it for all, also for paths that no location has. */
export function onePlainRedirect(routes: readonly Route[]): Route[] {
  const plain = routes.filter((route) => route.schemes.includes('http') && !isExactRedirect(route));
  const [first] = plain;
  const alike = plain.every(
    (route) => isToHttps(route) && JSON.stringify(route.action) === JSON.stringify(first?.action),
  );
  const everything = plain.find((route) => isRoot(route.match.path));
  if (!first || !alike || !everything) return [...routes];
  const one: Route = { ...everything, match: { path: { kind: 'prefix', path: '/' }, headers: [] } };
  return [one, ...routes.filter((route) => !plain.includes(route))];
}

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
