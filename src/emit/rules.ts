import type { Origins } from '../model/origin.ts';
import type { BackendPolicies, PolicySet, RoutePolicies } from '../model/policies/index.ts';
import type { Backend, Match, Route } from '../model/routing.ts';
import type { Place, RouteKind, Structure } from './capabilities.ts';
import { joinedFilters } from './filters.ts';
import type { Fragment, JsonObject } from './fragment.ts';
import { keepsSomebodyOut } from './guards.ts';
import { type Consequence, type Losses, originsOf, type PolicyOutcome } from './losses.ts';
import { merge } from './merge.ts';
import type { Ports } from './settings.ts';

/** A rule before it has a name and a route to stand in. */
export interface RuleDraft {
  readonly matches: readonly JsonObject[];
  readonly filters: readonly JsonObject[];
  /** Other fields of the rule. */
  readonly fields: JsonObject;
  readonly backendRefs: readonly JsonObject[];
  readonly pieces: readonly Piece[];
  /** The Services, and what stands for others, that the rule leads to. */
  readonly backends: readonly BackendTargetRef[];
  readonly from: Origins;
}

/** What a policy of a backend is attached to: mostly a Service. */
export interface BackendTargetRef {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A fragment that goes elsewhere than into the rule, and where it comes from. */
export interface Piece {
  readonly fragment: Exclude<Fragment, { into: 'rule' }>;
  /** Set for the policies of a backend. */
  readonly backend?: BackendTargetRef;
  readonly from: Origins;
}

/** What becomes of a route: a rule, or one that only turns away, or nothing. */
export interface RuleDrafts {
  readonly draft: RuleDraft;
  /** The route is to be left out where no other would take its requests. */
  readonly withheld: boolean;
}

/** The rule of a route, or nothing where its requests cannot be told from others. */
export function draftOf(
  route: Route,
  kind: RouteKind,
  { structure, losses, ports: { httpsPort } }: RuleContext,
): RuleDrafts | undefined {
  if (!matchable(route, structure, losses)) return undefined;
  const base: RuleDraft = {
    matches: matchesOf(route.match, kind),
    filters: [],
    fields: {},
    backendRefs: [],
    pieces: [],
    backends: [],
    from: route.from,
  };
  const place: Place = { route, kind };
  const { action } = route;
  const served = (draft: RuleDraft): RuleDrafts => ({ draft, withheld: false });
  switch (action.kind) {
    case 'respond':
      return served(
        withFragments(
          withAnswerHeaders(base, place, losses),
          losses.rendered(structure.respond(action, place), route.from),
          route.from,
        ),
      );
    case 'redirect': {
      // A redirect to HTTPS without a port leads to 443.
      const moved = action.to.scheme === 'https' && action.to.hostname === undefined && httpsPort !== 443;
      const to = moved ? { ...action.to, port: httpsPort } : action.to;
      const rendering = structure.redirect(to, place);
      if (!('because' in rendering)) {
        // What is said of the redirect's answers is done before it: filters are run in their order.
        const draft = withOutcomes(base, policiesOf(route.policies, place, losses));
        return served(withFragments(draft, losses.rendered(rendering, route.from), route.from));
      }
      const others = losses.othersWith((other) => !('because' in other.redirect(to, place)));
      losses.refused('the redirect', rendering, others, route.from);
      return served(base);
    }
    case 'forward':
      return forwarding(base, action.to, place, structure, losses);
  }
}

/** What the proxy answers itself has headers as well. */
function withAnswerHeaders(draft: RuleDraft, place: Place, losses: Losses): RuleDraft {
  const { action, policies } = place.route;
  const headers = policies['response-headers'];
  if (action.kind === 'forward' || !headers) return draft;
  return withFragments(draft, losses.policy('response-headers', headers, place).fragments, originsOf(headers));
}

/** What rules are written with. */
export interface RuleContext {
  readonly structure: Structure;
  readonly losses: Losses;
  readonly ports: Ports;
}

function forwarding(
  base: RuleDraft,
  to: readonly Backend[],
  place: Place,
  structure: Structure,
  losses: Losses,
): RuleDrafts {
  const refs = to.map((backend) => ({ backend, ...refOf(backend, place, structure, losses) }));
  const outcomes = [
    ...policiesOf(place.route.policies, place, losses),
    ...refs.flatMap(({ backend, target }) => policiesOf(backend.policies, { ...place, backend }, losses, target)),
  ];
  const consequences: readonly Consequence[] = outcomes.map((o) => o.consequence);
  if (refs.some(({ ref }) => ref === undefined) || consequences.includes('refuse'))
    return { draft: base, withheld: false };
  if (consequences.includes('withhold')) return { draft: base, withheld: true };
  const draft: RuleDraft = {
    ...base,
    backendRefs: refs.flatMap(({ ref, backend }) =>
      ref ? [to.length > 1 ? { ...ref, weight: backend.weight ?? 1 } : ref] : [],
    ),
    backends: refs.map(({ target }) => target),
  };
  const pieces = [
    ...outcomes,
    ...refs.map(({ backend, fragments }) => ({ fragments, from: backend.from, backend: undefined })),
  ];
  return { draft: withOutcomes(draft, pieces), withheld: false };
}

interface Outcome extends PolicyOutcome {
  readonly backend: BackendTargetRef | undefined;
  readonly from: Origins;
}

function policiesOf(
  set: PolicySet<RoutePolicies & BackendPolicies>,
  place: Place,
  losses: Losses,
  backend?: BackendTargetRef,
): Outcome[] {
  return (Object.keys(set) as (keyof RoutePolicies | keyof BackendPolicies)[]).flatMap((kind) => {
    const spec = set[kind];
    return spec ? [{ ...losses.policy(kind, spec, place), backend, from: originsOf(spec) }] : [];
  });
}

const withFragments = (draft: RuleDraft, fragments: readonly Fragment[], from: Origins): RuleDraft =>
  withOutcomes(draft, [{ fragments, from, backend: undefined }]);

/** What policies and backends add to a rule: parts of the rule itself, and pieces that go elsewhere. */
function withOutcomes(
  draft: RuleDraft,
  outcomes: readonly Pick<Outcome, 'fragments' | 'from' | 'backend'>[],
): RuleDraft {
  const filters: JsonObject[] = [];
  const pieces = [...draft.pieces];
  let { fields } = draft;
  for (const { fragments, from, backend } of outcomes) {
    for (const fragment of fragments) {
      if (fragment.into !== 'rule') pieces.push(backend ? { fragment, from, backend } : { fragment, from });
      else {
        filters.push(...fragment.filters);
        if (fragment.fields) fields = merge(fields, fragment.fields, () => {});
      }
    }
  }
  return { ...draft, filters: joinedFilters(draft.filters, filters), fields, pieces };
}

/** The reference to a backend; `undefined`, and a message, where the emitter has none for it. */
function refOf({ target, from }: Backend, place: Place, structure: Structure, losses: Losses) {
  const service: BackendTargetRef = { group: '', kind: 'Service', namespace: target.namespace, name: target.name };
  if (target.kind === 'service') {
    const own = target.ownAddress && structure.ownAddress(target, place);
    if (own && !('because' in own))
      return { ref: own.ref, target: { ...service, ...own.target }, fragments: own.fragments };
    if (own) losses.setting("the Service's own address", own, target.ownAddress?.from ?? from);
    const namespace = target.namespace === place.route.namespace ? {} : { namespace: target.namespace };
    return { ref: { name: target.name, ...namespace, port: target.port }, target: service, fragments: [] };
  }
  const rendered = structure.externalBackend(target, place);
  if (!('because' in rendered)) {
    return { ref: rendered.ref, target: { ...service, ...rendered.target }, fragments: rendered.fragments };
  }
  losses.refused(
    'the backend',
    rendered,
    losses.othersWith((other) => !('because' in other.externalBackend(target, place))),
    from,
  );
  return { ref: undefined, target: service, fragments: [] };
}

function matchable(route: Route, structure: Structure, losses: Losses): boolean {
  const { match, from } = route;
  const { path, headers } = match;
  const header = headers.find((h) => h.kind === 'regex');
  const asked = [
    ...(path.kind === 'regex' ? [{ what: `the path ${path.pattern}`, how: orderOf(route, structure.regexPath) }] : []),
    ...(header ? [{ what: `the header ${header.name}`, how: structure.regexHeader }] : []),
  ];
  for (const { what, how } of asked) {
    if (how === 'rendered') continue;
    if ('because' in how) {
      losses.withheld(what, how, from);
      return false;
    }
    losses.rendered({ fragments: [], differences: [how] }, from);
  }
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
  const header = headers.map(({ name, kind: type, value }) => ({
    name,
    ...(type === 'regex' && { type: 'RegularExpression' }),
    value,
  }));
  if (kind === 'HTTPRoute') {
    const value = path.kind === 'regex' ? path.pattern : path.path;
    return [{ path: { type: pathTypes[path.kind], value }, ...(header.length > 0 && { headers: header }) }];
  }
  const method = grpcMethod(path);
  const match = {
    ...(method && Object.keys(method).length > 0 && { method }),
    ...(header.length > 0 && { headers: header }),
  };
  return Object.keys(match).length > 0 ? [match] : [];
}

/** The gRPC service and method that a path stands for: none for all of them, `undefined` where it is no such path. */
export function grpcMethod(path: Match['path']): JsonObject | undefined {
  if (path.kind === 'regex') return undefined;
  if (path.path === '/') return path.kind === 'prefix' ? {} : undefined;
  const [, service, method] = /^\/([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\/([A-Za-z_]\w*))?\/?$/.exec(path.path) ?? [];
  if (service === undefined) return undefined;
  if (method === undefined) return path.kind === 'prefix' ? { service } : undefined;
  return path.kind === 'exact' ? { service, method } : undefined;
}
