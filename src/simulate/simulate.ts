import { httpAttachments, tlsAttachments } from './attachment.ts';
import { pick, type Share, sharesOf } from './backend.ts';
import {
  type Answer,
  type Backend,
  changed,
  type Exchange,
  hostnameOf,
  incoming,
  isReply,
  type Reply,
  type Request,
  reply,
} from './exchange.ts';
import { compareHostnames, hostnameMatches } from './hostname.ts';
import { lacksCertificate, listenersFor, listenersOf, type ServedListener } from './listener.ts';
import type { PathMatch } from './match.ts';
import { compareAge, type KubernetesObject, nameOf, type Route } from './objects.ts';
import { passed } from './pipeline.ts';
import { firstMatch } from './precedence.ts';
import { gatewayApiProfile, type Profile } from './profile.ts';
import type { RouteRule } from './route-spec.ts';
import { hasUnknownFilter, trafficBeforeRouting, trafficOf, trafficOfFilters } from './traffic.ts';

/** A backend that a request may reach, and how often; without a backend, the share that is answered with 500. */
interface WeightedBackend {
  readonly weight: number;
  readonly backend?: Backend;
}

/** How far a request comes before a backend is picked. */
type Decision =
  | { readonly kind: 'refused' }
  | { readonly kind: 'reply'; readonly reply: Reply; readonly place: Place }
  | { readonly kind: 'forward'; readonly forward: Forward; readonly place: Place };

type Place = Pick<Answer, 'listener' | 'rule'>;

interface Forward {
  readonly exchange: Exchange;
  readonly shares: readonly Share[];
  readonly matched: PathMatch;
  /** The backend receives the host as it is, even if it has a name of its own. */
  readonly keepsHost: boolean;
}

const anyPath: PathMatch = { type: 'PathPrefix', value: '' };

/** Tells what an implementation of the Gateway API answers when these objects are all there is. */
export function simulate(
  objects: readonly KubernetesObject[],
  request: Request,
  profile: Profile = gatewayApiProfile,
): Answer {
  const decision = decide(objects, request, profile);
  switch (decision.kind) {
    case 'refused':
      return { status: 0, refused: true, responseHeaders: {} };
    case 'reply':
      return answerOf(decision.reply, decision.place);
    case 'forward':
      return forwarded(decision.forward, decision.place, profile);
  }
}

/** The backends that the request may reach: none if the gateway answers by itself. */
export function backends(
  objects: readonly KubernetesObject[],
  request: Request,
  profile: Profile = gatewayApiProfile,
): readonly WeightedBackend[] {
  const decision = decide(objects, request, profile);
  if (decision.kind !== 'forward') return [];
  return decision.forward.shares.map(({ weight, backend }) => ({
    weight,
    ...(backend === undefined ? {} : { backend: identityOf(backend) }),
  }));
}

function decide(objects: readonly KubernetesObject[], sent: Request, profile: Profile): Decision {
  const request = incoming(sent);
  const listeners = listenersFor(request, listenersOf(objects), sent.gateway);
  if (listeners === undefined) return { kind: 'refused' };
  const [best] = listeners;
  if (best === undefined) return { kind: 'reply', reply: reply(404), place: {} };
  if (lacksCertificate(best, request)) return { kind: 'refused' };
  const reachable = profile.isolation ? [best] : listeners;
  const exchange: Exchange = { request, responseChanges: [] };
  return best.spec.protocol === 'TLS'
    ? decideTls(objects, exchange, best, reachable)
    : decideHttp(objects, exchange, best, reachable, profile);
}

function decideHttp(
  objects: readonly KubernetesObject[],
  exchange: Exchange,
  listener: ServedListener,
  reachable: readonly ServedListener[],
  profile: Profile,
): Decision {
  const entered = passed(exchange, trafficBeforeRouting(objects, listener), anyPath, profile);
  if (isReply(entered)) return { kind: 'reply', reply: entered, place: placeOf(listener) };

  const candidate = firstMatch(httpAttachments(reachable, objects), entered.request, profile);
  if (candidate === undefined) return { kind: 'reply', reply: reply(404), place: placeOf(listener) };

  const { route, rule, match } = candidate;
  const place = placeOf(listener, route, rule);
  if (hasUnknownFilter(rule.filters)) return { kind: 'reply', reply: reply(500), place };
  const traffic = trafficOf(objects, listener, candidate);
  const step = passed(entered, traffic, match.path, profile);
  if (isReply(step)) return { kind: 'reply', reply: step, place };
  const shares = sharesOf(route, rule.backendRefs ?? [], objects);
  const keepsHost = traffic.hostRewrite?.mode === 'None' || traffic.urlRewrite?.hostname !== undefined;
  return { kind: 'forward', forward: { exchange: step, shares, matched: match.path, keepsHost }, place };
}

/** The bytes of a TLSRoute's connection pass as they are, so nothing but the host can be looked at. */
function decideTls(
  objects: readonly KubernetesObject[],
  exchange: Exchange,
  listener: ServedListener,
  reachable: readonly ServedListener[],
): Decision {
  const host = hostnameOf(exchange.request);
  const [first] = tlsAttachments(reachable, objects)
    .flatMap(({ route, hostnames }) => hostnames.map((hostname) => ({ route, hostname })))
    .filter(({ hostname }) => hostnameMatches(hostname, host))
    .toSorted((a, b) => compareHostnames(a.hostname, b.hostname) || compareAge(a.route, b.route));
  const rule = first?.route.spec.rules?.[0];
  if (first === undefined || rule === undefined) return { kind: 'refused' };
  const shares = sharesOf(first.route, rule.backendRefs ?? [], objects);
  if (shares.every(({ backend }) => backend === undefined)) return { kind: 'refused' };
  const place = placeOf(listener, first.route, rule);
  return { kind: 'forward', forward: { exchange, shares, matched: anyPath, keepsHost: true }, place };
}

function forwarded({ exchange, shares, matched, keepsHost }: Forward, place: Place, profile: Profile): Answer {
  const share = pick(shares, exchange.request.random);
  if (share?.backend === undefined || hasUnknownFilter(share.ref.filters)) return answerOf(reply(500), place);
  const { backend, ref } = share;
  const traffic = trafficOfFilters(ref.filters);
  const step = passed(exchange, traffic, matched, profile);
  if (isReply(step)) return answerOf(step, place);

  const { path, host, headers } = step.request;
  const isOwnName = !keepsHost && traffic.urlRewrite?.hostname === undefined;
  return {
    ...answerOf({ status: 200, headers: step.responseChanges.reduce(changed, new Map()) }, place),
    backend: identityOf(backend),
    upstream: { path, host: (isOwnName ? backend.hostname : undefined) ?? host, headers: Object.fromEntries(headers) },
  };
}

function answerOf({ status, headers }: Reply, place: Place): Answer {
  const location = headers.get('location');
  return { status, ...place, ...(location && { location }), responseHeaders: Object.fromEntries(headers) };
}

function identityOf({ kind, namespace, name, port }: Backend): Backend {
  return { kind, namespace, name, port };
}

function placeOf({ owner, spec }: ServedListener, route?: Route, rule?: RouteRule): Place {
  return {
    listener: `${nameOf(owner)}/${spec.name}`,
    ...(route && { rule: { route: nameOf(route), ...(rule?.name !== undefined && { name: rule.name }) } }),
  };
}
