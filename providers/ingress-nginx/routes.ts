import type { Lowering } from '../../src/annotations.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Origins } from '../../src/model/origin.ts';
import type { Action, Backend, Match, Route, Scheme } from '../../src/model/routing.ts';
import { resolve } from './backends.ts';
import { canaryRoutes } from './canary-routes.ts';
import { endpointPolicies } from './endpoints.ts';
import { cors, corsOf } from './features/cors.ts';
import { reportRedirectsFirst } from './features/header-access.ts';
import { redirectOf } from './features/redirect.ts';
import { guardsOf, isGuarded, withEscapes } from './guards.ts';
import { closed } from './identity.ts';
import { nameAt } from './inert.ts';
import type { Inputs } from './inputs.ts';
import { lower } from './lowering.ts';
import { inOrder, type Matched, matchesOf } from './matches.ts';
import {
  appRootOf,
  both,
  httpsTarget,
  matchOf,
  noPolicies,
  onePlainRedirect,
  redirecting,
  redirectsToHttps,
  rewrittenAway,
  slashTarget,
} from './redirects.ts';
import { withShutPatterns } from './shut-patterns.ts';
import type { At, Denial, Server, Upstream } from './site.ts';
import { answered } from './snippets/answering.ts';
import { answersAll, readingOf, serverAnswers } from './snippets/reading.ts';

/** The routes of a server, in the order in which nginx tries its locations. */
export function routesOf(server: Server, inputs: Inputs, report: Report): readonly Route[] {
  const { shut, locations } = server;
  const owner = shut && locations.find((location) => location.owner)?.owner;
  if (owner) return [closed(owner.ingress.namespace, both, shut.value, shut.from)];
  const hostDenied = server.ingresses.find((ingress) => ingress.hostDenied)?.hostDenied;
  const routes: Route[] = [];
  for (const matched of matchesOf(server, report)) addRoutes(matched, server, hostDenied, inputs, report, routes);
  const all = withEscapes(onePlainRedirect(routes), server.host, report);
  const answers = withShutPatterns(padded(all), server, report);
  if (!server.appRoot) return answers;
  return [...appRootOf(server).flatMap((one) => afterHost(one, '/', server)), ...answers];
}

/** An answer of the host to one path, and what its snippet answers before. */
function afterHost(route: Route, path: string, server: Server): readonly Route[] {
  const before = serverAnswers(server, path);
  return before ? answered([route], before, { namespace: route.namespace, path: route.match.path }) : [];
}

/** In nginx's order of phases: the slash, a denial, a redirect of the location, HTTPS, and then the backend. */
function addRoutes(
  { location, path, redirectsFrom, tooWide, start }: Matched,
  server: Server,
  hostDenied: Denial | undefined,
  inputs: Inputs,
  report: Report,
  routes: Route[],
): void {
  const { owner, upstream } = location;
  // The default server's own `/` answers 404, as a gateway does where no route matches.
  if (!owner) return;
  const { namespace } = owner.ingress;
  const { config, secret } = inputs;
  const match = matchOf(path);
  const reading = readingOf(server, location, owner, config);
  const at = upstream && { server, location, owner, upstream, secret, inputs, config, reading };
  if (tooWide) {
    const away = at ? turnedAway(at, match) : [];
    if (away.length > 0 && start !== undefined)
      report('I2G2146', { host: server.host, start, path: location.written }, location.from);
    routes.push(...away);
    return;
  }
  if (location.broken !== undefined) {
    const answer = isGuarded(owner) ? keepOut : respond;
    routes.push(route(namespace, both, match, answer(location.broken), location.from));
    return;
  }
  const denied = hostDenied ?? owner.denied;
  if (denied) {
    routes.push(route(namespace, both, match, keepOut(`${denied.annotation} is invalid`), denied.from));
    return;
  }
  const place = { namespace, path };
  const plain = redirectsToHttps(server, location, owner, config);
  // The host answers before nginx looks for a location, and the location only then.
  if (redirectsFrom && at) {
    const slash = redirecting(namespace, both, matchOf(redirectsFrom), slashTarget(location, owner), location.from);
    routes.push(...afterHost(slash, location.written.replace(/\/$/, ''), server));
  }
  if (answersAll(reading)) {
    reading.tell(report, inVain);
    if (at) reportInVain(at, 'a snippet answers before it is asked', report);
    routes.push(...answered([], reading.answers, place));
    return;
  }
  // Preflights are answered before any of the redirects that follow.
  const preflights = at && corsOf(owner.valuesOf(cors), report);
  const redirectPolicies = preflights ? { cors: preflights } : noPolicies;
  const redirect = redirectOf(owner, report) ?? rewrittenAway(location, owner);
  if (redirect || plain) reportRedirectsFirst(config, report);
  if (redirect) {
    if (at) reportInVain(at, 'the redirect answers before it is asked', report);
    reading.tell(report, inVain);
    const to = redirecting(namespace, both, match, redirect.value, redirect.from, redirectPolicies);
    routes.push(...answered([to], reading.answers, place));
    return;
  }
  const forwarded = at ? forwarding(at, match, plain ? overTls : both, inputs, report) : [];
  if (!plain) {
    routes.push(...answered(forwarded, reading.answers, place));
    return;
  }
  if (at && server.passthrough) reportInVain(at, 'connections over TLS are passed on unread', report);
  const toHttps = redirecting(namespace, overHttp, match, httpsTarget(owner, config), plain, redirectPolicies);
  routes.push(...answered([toHttps, ...forwarded], reading.answers, place));
}

const overTls: readonly Scheme[] = ['https'];
const overHttp: readonly Scheme[] = ['http'];

/** Why headers of the answer are lost where no backend gives it. */
const inVain = 'the answer is given before any backend is asked, and has no headers of its own';

const nobody: Report = () => {};

/** Access control of an Ingress on a location that never gets to it. */
function reportInVain(at: At, because: string, report: Report): void {
  for (const origin of guardsOf(lower(at, nobody).route ?? {})) {
    if (origin.object?.kind === 'ConfigMap') continue;
    report('I2G2003', { annotation: nameAt(origin), because }, [origin]);
  }
}

/** Requests that cannot be told from others fall through to the next path, which must not be a way around access control. */
function turnedAway(at: At, match: Match): Route[] {
  const { owner, location, reading } = at;
  const closed = reading.answers.some(({ value: { action } }) => action.kind === 'respond');
  if (!owner.denied && !owner.hostDenied && !closed && !keepsOut(at, lower(at, nobody))) return [];
  const action = keepOut('the path cannot be written down, and is guarded');
  return [route(owner.ingress.namespace, both, match, action, location.from)];
}

function forwarding(at: At, match: Match, schemes: readonly Scheme[], inputs: Inputs, report: Report): Route[] {
  const { owner, upstream, location } = at;
  const { namespace } = owner.ingress;
  const lowered = lower(at, report);
  const answer = (because: string) => (keepsOut(at, lowered) ? keepOut : respond)(because);
  if (lowered.refused) return [route(namespace, schemes, match, answer(lowered.refused.value), location.from)];
  const main = backendOf(upstream, at, lowered, inputs, report);
  // A main Service that is not there is 503 even where a canary takes all requests.
  if (!main)
    return [route(namespace, schemes, match, answer(`Service ${upstream.service} cannot be reached`), location.from)];
  const base: Route = {
    namespace,
    schemes,
    match,
    action: { kind: 'forward', to: [main] },
    policies: lowered.route ?? noPolicies,
    from: location.from,
  };
  const canary = upstream.canary;
  const other = canary && backendOf(canary.upstream, at, lowered, inputs, report);
  return canary && other ? canaryRoutes(base, main, other, canary.by, report) : [base];
}

/** Where the requests of a location go: its own upstream, or the canary of that. */
function backendOf(
  to: Upstream,
  { upstream, location }: At,
  { backend }: Lowering,
  inputs: Inputs,
  report: Report,
): Backend | undefined {
  const from = to === upstream ? location.from : to.from;
  const target = resolve(to, from, inputs, report);
  if ('problem' in target) return undefined;
  const chosen = endpointPolicies(to, upstream, target, report);
  return { target, policies: chosen ? { ...backend, ...chosen } : (backend ?? noPolicies), from };
}

/** Whether somebody is to be kept out of a location, also by what nginx refuses to serve at all. */
const keepsOut = ({ owner }: At, { route }: Lowering): boolean => isGuarded(owner) || guardsOf(route ?? {}).length > 0;

/** Keeps nginx's order among regular expressions, which gateways sort by length. */
function padded(routes: readonly Route[]): readonly Route[] {
  if (!routes.some(({ match }) => match.path.kind === 'regex')) return routes;
  const patterns = routes.flatMap(({ match: { path } }) => (path.kind === 'regex' ? [path.pattern] : []));
  const lengths = inOrder(
    patterns,
    // Rules beyond the tenth may be compared by the text of their names.
    routes.some((r) => r.match.headers.length > 0) || routes.length > 10,
  );
  return routes.map((one) => {
    const { path } = one.match;
    const pattern = path.kind === 'regex' ? lengths.shift() : undefined;
    return path.kind === 'regex' && pattern !== undefined && pattern !== path.pattern
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
  policies: noPolicies,
  from,
});
