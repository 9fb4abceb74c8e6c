import { type Incoming, pathAndQueryOf } from './exchange.ts';
import type { HttpOrGrpcRoute } from './objects.ts';
import { covers } from './pattern.ts';
import type { Profile } from './profile.ts';
import type { Filter, GrpcMatch, HttpMatch, PathType, RouteRule, ValueMatch } from './route-spec.ts';

/** The conditions of a rule, all of which must hold. */
export interface Match {
  readonly path: PathMatch;
  readonly method: string | undefined;
  readonly headers: readonly ValueMatch[];
  readonly queryParams: readonly ValueMatch[];
}

/** A condition on the path. A prefix is without the `/` at its end, which makes no difference to what it matches. */
export interface PathMatch {
  readonly type: PathType;
  readonly value: string;
}

/** A rule of an HTTPRoute or a GRPCRoute: any one of the matches will do. */
export interface Rule extends RouteRule {
  readonly alternatives: readonly Match[];
  readonly filters?: readonly Filter[];
}

/** The rules in the terms of HTTP, which gRPC is to a gateway. */
export function rulesOf(route: HttpOrGrpcRoute): readonly Rule[] {
  return route.kind === 'HTTPRoute'
    ? (route.spec.rules ?? []).map((rule) => ({ ...rule, alternatives: orAnything(rule.matches).map(ofHttp) }))
    : (route.spec.rules ?? []).map((rule) => ({ ...rule, alternatives: orAnything(rule.matches).map(ofGrpc) }));
}

/** Whether all conditions hold. */
export function isMatch(match: Match, request: Incoming, profile: Profile): boolean {
  const [path, query] = pathAndQueryOf(request);
  const parameters = new URLSearchParams(query);
  return (
    isPathMatch(match.path, path, profile) &&
    (match.method === undefined || match.method === request.method) &&
    match.headers.every((header) => isValueMatch(header, request.headers.get(header.name.toLowerCase()), profile)) &&
    match.queryParams.every((parameter) =>
      isValueMatch(parameter, parameters.get(parameter.name) ?? undefined, profile),
    )
  );
}

function isPathMatch({ type, value }: PathMatch, path: string, profile: Profile): boolean {
  switch (type) {
    case 'Exact':
      return path === value;
    case 'PathPrefix':
      return path === value || path.startsWith(`${value}/`);
    case 'RegularExpression':
      return covers(value, path, profile);
  }
}

function isValueMatch({ type, value }: ValueMatch, actual: string | undefined, profile: Profile): boolean {
  if (actual === undefined) return false;
  return type === 'RegularExpression' ? covers(value, actual, profile) : actual === value;
}

function orAnything<M>(matches: readonly M[] | undefined): readonly (M | Record<string, never>)[] {
  return matches === undefined || matches.length === 0 ? [{}] : matches;
}

function ofHttp({ path = {}, method, headers, queryParams }: HttpMatch): Match {
  const { type = 'PathPrefix', value = '/' } = path;
  return {
    path: { type, value: type === 'PathPrefix' ? value.replace(/\/+$/, '') : value },
    method,
    headers: firstOfEachName(headers, (name) => name.toLowerCase()),
    queryParams: firstOfEachName(queryParams, (name) => name),
  };
}

function ofGrpc({ method, headers }: GrpcMatch): Match {
  return {
    path: grpcPath(method ?? {}),
    method: undefined,
    headers: firstOfEachName(headers, (name) => name.toLowerCase()),
    queryParams: [],
  };
}

/** On the wire a gRPC method is the path `/service/method`. */
function grpcPath({ type, service, method }: NonNullable<GrpcMatch['method']>): PathMatch {
  if (type === 'RegularExpression') {
    return { type, value: `/(?:${service ?? '[^/]+'})/(?:${method ?? '[^/]+'})` };
  }
  if (method === undefined) return { type: 'PathPrefix', value: service === undefined ? '' : `/${service}` };
  return service === undefined
    ? { type: 'RegularExpression', value: `/[^/]+/${method}` }
    : { type: 'Exact', value: `/${service}/${method}` };
}

/** Of several conditions on one name only the first counts. */
function firstOfEachName(
  matches: readonly ValueMatch[] | undefined,
  key: (name: string) => string,
): readonly ValueMatch[] {
  const byName = new Map((matches ?? []).toReversed().map((match) => [key(match.name), match]));
  return [...byName.values()];
}
