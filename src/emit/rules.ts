import { keepsSomebodyOut } from '../model/guards.ts';
import type { Origins } from '../model/origin.ts';
import type { BackendPolicies, PolicySet, RoutePolicies } from '../model/policies/index.ts';
import type { Backend, HeaderMatch, Match, Route } from '../model/routing.ts';
import { Additions, type BackendTargetRef, type Piece } from './additions.ts';
import type { BackendRef, Place, RouteKind, Structure } from './capabilities.ts';
import type { Fragment, JsonObject } from './fragment.ts';
import type { Losses } from './losses.ts';
import type { Ports } from './settings.ts';

/** A rule before it has a name and a route to stand in. */
export interface RuleDraft {
  readonly matches: readonly JsonObject[];
  readonly filters: readonly JsonObject[];
  /** Other fields of the rule, if there are any. */
  readonly fields: JsonObject | undefined;
  readonly pieces: readonly Piece[];
  /** Where the rule leads to. */
  readonly backends: readonly Reference[];
  readonly from: Origins;
  /** The route is to be left out where no other would take its requests. */
  readonly withheld: boolean;
}

/** How a rule refers to a backend. */
interface Reference {
  readonly backend: Backend;
  /** Absent where the emitter has none for it, and never in a draft. */
  readonly ref: JsonObject | undefined;
  /** The Service, or what stands for another. */
  readonly target: BackendTargetRef;
  readonly fragments: readonly Fragment[];
}

const none: readonly [] = [];

/** The rule of a route, or nothing where its requests cannot be told from others. */
export function draftOf(
  route: Route,
  kind: RouteKind,
  { structure, losses, ports: { httpsPort } }: RuleContext,
): RuleDraft | undefined {
  if (!matchable(route, structure, losses)) return undefined;
  const place: Place = { route, kind };
  const { action } = route;
  const additions = new Additions();
  switch (action.kind) {
    case 'respond': {
      // What the proxy answers itself has headers as well.
      const headers = route.policies['response-headers'];
      if (headers) {
        const { fragments, from } = losses.policy('response-headers', headers, place);
        additions.add(fragments, from);
      }
      additions.add(losses.rendered(structure.respond(action, place), route.from), route.from);
      return served(place, additions);
    }
    case 'redirect': {
      // A redirect to HTTPS without a port leads to 443.
      const moved = action.to.scheme === 'https' && action.to.hostname === undefined && httpsPort !== 443;
      const to = moved ? { ...action.to, port: httpsPort } : action.to;
      const rendering = structure.redirect(to, place);
      if (!('because' in rendering)) {
        // What is said of the redirect's answers is done before it: filters are run in their order.
        addPolicies(additions, route.policies, place, losses);
        additions.add(losses.rendered(rendering, route.from), route.from);
        return served(place, additions);
      }
      const others = losses.othersWith((other) => !('because' in other.redirect(to, place)));
      losses.refused('the redirect', rendering, others, route.from);
      return served(place, additions);
    }
    case 'forward':
      return forwarding(action.to, place, additions, structure, losses);
  }
}

/** The rule of a route with all that was added to it. */
function served(
  { route: { match, from }, kind }: Place,
  { filters, fields, pieces }: Additions,
  backends: readonly Reference[] = none,
  withheld = false,
): RuleDraft {
  return { matches: matchesOf(match, kind), filters, fields, backends, pieces, from, withheld };
}

/** What rules are written with. */
export interface RuleContext {
  readonly structure: Structure;
  readonly losses: Losses;
  readonly ports: Ports;
}

function forwarding(
  to: readonly Backend[],
  place: Place,
  additions: Additions,
  structure: Structure,
  losses: Losses,
): RuleDraft {
  addPolicies(additions, place.route.policies, place, losses);
  const references = to.map((backend): Reference => {
    const reference = refOf(backend, place, structure, losses);
    addPolicies(additions, backend.policies, place, losses, reference);
    additions.add(reference.fragments, backend.from);
    return reference;
  });
  if (additions.consequence === 'refuse' || references.some(({ ref }) => ref === undefined))
    return served(place, new Additions());
  if (additions.consequence === 'withhold') return served(place, new Additions(), none, true);
  return served(place, additions, to.length > 1 ? references.map(weighted) : references);
}

const weighted = ({ ref, ...reference }: Reference): Reference => ({
  ...reference,
  ref: { ...ref, weight: reference.backend.weight ?? 1 },
});

/** Adds the policies of a route, or of the backend that it refers to. */
function addPolicies(
  additions: Additions,
  set: PolicySet<RoutePolicies & BackendPolicies>,
  place: Place,
  losses: Losses,
  of?: Reference,
): void {
  for (const kind in set) {
    const spec = set[kind as keyof typeof set];
    if (!spec) continue;
    const at = of ? { ...place, backend: of.backend } : place;
    additions.addPolicy(losses.policy(kind as keyof typeof set, spec, at), of?.target);
  }
}

/** The reference to a backend; a message where the emitter has none for it. */
function refOf(backend: Backend, place: Place, structure: Structure, losses: Losses): Reference {
  const { target, from } = backend;
  const { namespace, name } = target;
  const service: BackendTargetRef = { group: '', kind: 'Service', namespace, name };
  if (target.kind === 'service') {
    const own = target.ownAddress && structure.ownAddress(target, place);
    if (own && !('because' in own)) return referenceTo(backend, service, own);
    if (own) losses.setting("the Service's own address", own, target.ownAddress?.from ?? from);
    const { port } = target;
    const ref = namespace === place.route.namespace ? { name, port } : { name, namespace, port };
    return { backend, ref, target: service, fragments: none };
  }
  const rendered = structure.externalBackend(target, place);
  if (!('because' in rendered)) return referenceTo(backend, service, rendered);
  losses.refused(
    'the backend',
    rendered,
    losses.othersWith((other) => !('because' in other.externalBackend(target, place))),
    from,
  );
  return { backend, ref: undefined, target: service, fragments: none };
}

const referenceTo = (
  backend: Backend,
  service: BackendTargetRef,
  { ref, target, fragments }: BackendRef,
): Reference => ({
  backend,
  ref,
  target: { ...service, ...target },
  fragments,
});

/** Whether requests can be told from others; what is said of that is told. */
function matchable(route: Route, structure: Structure, losses: Losses): boolean {
  const { path, headers } = route.match;
  const header = headers.find((h) => h.kind === 'regex');
  return (
    (path.kind !== 'regex' ||
      canTell(`the path ${path.pattern}`, orderOf(route, structure.regexPath), route, losses)) &&
    (!header || canTell(`the header ${header.name}`, structure.regexHeader, route, losses))
  );
}

function canTell(what: string, how: Structure['regexPath'], { from }: Route, losses: Losses): boolean {
  if (how === 'rendered') return true;
  if ('because' in how) {
    losses.withheld(what, how, from);
    return false;
  }
  losses.rendered({ fragments: [], differences: [how] }, from);
  return true;
}

/** A guard that is passed over lets everybody in. */
const orderOf = (route: Route, how: Structure['regexPath']): Structure['regexPath'] =>
  how !== 'rendered' && 'differs' in how && keepsSomebodyOut(route)
    ? {
        differs: `${how.differs}; where another path goes first, this one keeps nobody out, so try it with yours`,
        stake: 'security',
      }
    : how;

const pathTypes = { exact: 'Exact', prefix: 'PathPrefix', regex: 'RegularExpression' } as const;

function matchesOf({ path, headers }: Match, kind: RouteKind): readonly JsonObject[] {
  const of = kind === 'HTTPRoute' ? { path: pathMatch(path) } : methodMatch(path);
  if (headers.length > 0) return [{ ...of, headers: headers.map(headerMatch) }];
  return of === undefined ? none : [of];
}

const pathMatch = (path: Match['path']): JsonObject => ({
  type: pathTypes[path.kind],
  value: path.kind === 'regex' ? path.pattern : path.path,
});

function methodMatch(path: Match['path']): JsonObject | undefined {
  const method = grpcMethod(path);
  return method && Object.keys(method).length > 0 ? { method } : undefined;
}

const headerMatch = ({ name, kind, value }: HeaderMatch): JsonObject => ({
  name,
  ...(kind === 'regex' && { type: 'RegularExpression' }),
  value,
});

/** The gRPC service and method that a path stands for: none for all of them, `undefined` where it is no such path. */
export function grpcMethod(path: Match['path']): JsonObject | undefined {
  if (path.kind === 'regex') return undefined;
  if (path.path === '/') return path.kind === 'prefix' ? {} : undefined;
  const [, service, method] = /^\/([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\/([A-Za-z_]\w*))?\/?$/.exec(path.path) ?? [];
  if (service === undefined) return undefined;
  if (method === undefined) return path.kind === 'prefix' ? { service } : undefined;
  return path.kind === 'exact' ? { service, method } : undefined;
}
