import type { Lowering } from '../../src/annotations.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Origins } from '../../src/model/origin.ts';
import type { Action, Backend, Match, RedirectTarget, Route, Scheme } from '../../src/model/routing.ts';
import { resolve } from './backends.ts';
import { canaryRoutes } from './canary-routes.ts';
import { features } from './features/index.ts';
import { redirectOf } from './features/redirect.ts';
import { guardsOf, isGuarded, withSpellings } from './guards.ts';
import type { Inputs } from './inputs.ts';
import { encoded, inOrder, type Matched, matchesOf } from './matches.ts';
import {
  appRootOf,
  both,
  httpsTarget,
  onePlainRedirect,
  redirecting,
  redirectsToHttps,
  rewrittenAway,
} from './redirects.ts';
import type { At, Server, Upstream } from './site.ts';

/** The routes of a server, in the order in which nginx tries its locations. */
export function routesOf(server: Server, inputs: Inputs, report: Report): Route[] {
  const routes = matchesOf(server, report).flatMap((matched) => routesOfLocation(matched, server, inputs, report));
  return [...appRootOf(server), ...withSpellings(padded(onePlainRedirect(routes)), server, report)];
}

/** In nginx's order of phases: the slash, a denial, a redirect of the location, HTTPS, and then the backend. */
function routesOfLocation(
  { location, path, redirectsFrom, tooWide }: Matched,
  server: Server,
  inputs: Inputs,
  report: Report,
): Route[] {
  const { owner, upstream } = location;
  // The default server's own `/` answers 404, as a gateway does where no route matches.
  if (!owner) return [];
  const { namespace } = owner.ingress;
  const match: Match = { path, headers: [] };
  const at = upstream && { server, location, owner, upstream, secret: inputs.secret };
  if (tooWide) return at ? turnedAway(at, match) : [];
  if (location.broken !== undefined) {
    const answer = isGuarded(owner) ? keepOut : respond;
    return [route(namespace, both, match, answer(location.broken), location.from)];
  }
  if (owner.denied)
    return [route(namespace, both, match, keepOut(`${owner.denied.annotation} is invalid`), owner.denied.from)];
  const plain = redirectsToHttps(server, location, owner);
  const served: readonly Scheme[] = plain ? ['https'] : both;
  const added: RedirectTarget = { status: 301, path: encoded(location.path), query: 'keep' };
  const slash = redirectsFrom && at ? [redirecting(namespace, both, redirectsFrom, added, location.from)] : [];
  const redirect = redirectOf(owner, report) ?? rewrittenAway(location, owner);
  if (redirect) {
    if (at) reportInVain(at, 'the redirect answers before it is asked', report);
    return [...slash, redirecting(namespace, both, path, redirect.value, redirect.from)];
  }
  const toHttps = plain ? [redirecting(namespace, ['http'], path, httpsTarget(owner), plain)] : [];
  return [...slash, ...toHttps, ...(at ? forwarding(at, match, served, inputs, report) : [])];
}

const nobody: Report = () => {};

/** Access control on a location that never gets to it. */
function reportInVain(at: At, because: string, report: Report): void {
  for (const origin of guardsOf(lower(at, nobody).route ?? {})) {
    report('I2G2003', { annotation: String(origin.path.at(-1)), because }, [origin]);
  }
}

/** Requests that cannot be told from others fall through to the next path, which must not be a way around access control. */
function turnedAway(at: At, match: Match): Route[] {
  const { owner, location } = at;
  if (!owner.denied && guardsOf(lower(at, nobody).route ?? {}).length === 0) return [];
  const action = keepOut('the path cannot be written down, and is guarded');
  return [route(owner.ingress.namespace, both, match, action, location.from)];
}

function forwarding(at: At, match: Match, schemes: readonly Scheme[], inputs: Inputs, report: Report): Route[] {
  const { owner, upstream, location } = at;
  const { namespace } = owner.ingress;
  const lowered = lower(at, report);
  const answer = guardsOf(lowered.route ?? {}).length > 0 ? keepOut : respond;
  if (lowered.refused) return [route(namespace, schemes, match, answer(lowered.refused.value), location.from)];
  const backendOf = (to: Upstream): Backend | undefined => {
    const from = to === upstream ? location.from : to.from;
    const target = resolve(to, from, inputs, report);
    return 'problem' in target ? undefined : { target, policies: lowered.backend ?? {}, from };
  };
  const main = backendOf(upstream);
  // A main Service that is not there is 503 even where a canary takes all requests.
  if (!main)
    return [route(namespace, schemes, match, answer(`Service ${upstream.service} cannot be reached`), location.from)];
  const base: Route = {
    namespace,
    schemes,
    match,
    action: { kind: 'forward', to: [main] },
    policies: lowered.route ?? {},
    from: location.from,
  };
  const canary = upstream.canary;
  const other = canary && backendOf(canary.upstream);
  return canary && other ? canaryRoutes(base, main, other, canary.by, report) : [base];
}

/** Asks every feature what it makes of its annotations at this location. */
function lower(at: At, report: Report): Lowering {
  const lowerings = features.flatMap((one) => one.lower?.(at.owner.valuesOf(one), at, report) ?? []);
  const refused = lowerings.map((l) => l.refused).find((one) => one !== undefined);
  return {
    route: Object.assign({}, ...lowerings.map((l) => l.route)),
    backend: Object.assign({}, ...lowerings.map((l) => l.backend)),
    ...(refused && { refused }),
  };
}

/** Keeps nginx's order among regular expressions, which gateways sort by length. */
function padded(routes: readonly Route[]): Route[] {
  const patterns = routes.flatMap(({ match: { path } }) => (path.kind === 'regex' ? [path.pattern] : []));
  const lengths = inOrder(
    patterns,
    // Rules beyond the tenth may be compared by the text of their names.
    routes.some((r) => r.match.headers.length > 0) || routes.length > 10,
  );
  return routes.map((one) => {
    const { path } = one.match;
    const pattern = path.kind === 'regex' ? lengths.shift() : undefined;
    return path.kind === 'regex' && pattern !== undefined
      ? { ...one, match: { ...one.match, path: { ...path, pattern } } }
      : one;
  });
}

const respond = (because: string): Action => ({ kind: 'respond', status: 503, because });
/** An error in the place of a guarded path. */
const keepOut = (because: string): Action => ({ kind: 'respond', status: 503, because, keepsOut: true });

const route = (namespace: string, schemes: readonly Scheme[], match: Match, action: Action, from: Origins): Route => ({
  namespace,
  schemes,
  match,
  action,
  policies: {},
  from,
});
