import { type Exchange, type Headers, reply, type Step } from './exchange.ts';
import type { Profile } from './profile.ts';
import type { Cors } from './route-spec.ts';

/** Answers a preflight, and lets the page at an allowed origin read any other answer. */
export function withCors(exchange: Exchange, cors: Cors, profile: Profile): Step {
  const { method, headers } = exchange.request;
  const origin = headers.get('origin');
  if (origin === undefined) return exchange;
  const isAllowed = (cors.allowOrigins ?? []).some((pattern) => originMatches(pattern, origin));
  const permission = isAllowed ? permissionFor(origin, cors) : {};
  if (method === 'OPTIONS' && headers.has('access-control-request-method')) {
    return reply(profile.preflightStatus, isAllowed ? { ...permission, ...preflight(cors, headers) } : {});
  }
  const exposed = isAllowed ? listed('access-control-expose-headers', cors.exposeHeaders) : {};
  const set = Object.entries({ ...permission, ...exposed }).map(([name, value]) => ({ name, value }));
  return { ...exchange, responseChanges: [...exchange.responseChanges, { set }] };
}

/** `*` stands for any origin, or for any number of labels at the left of a host. */
function originMatches(pattern: string, origin: string): boolean {
  const [start, end] = pattern.toLowerCase().split('*', 2);
  const actual = origin.toLowerCase();
  if (start === undefined || end === undefined) return actual === start;
  return actual.length > start.length + end.length && actual.startsWith(start) && actual.endsWith(end);
}

function permissionFor(origin: string, { allowCredentials }: Cors): Record<string, string> {
  return {
    'access-control-allow-origin': origin,
    ...(allowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
  };
}

function preflight({ allowMethods, allowHeaders, maxAge = 5 }: Cors, headers: Headers): Record<string, string> {
  return {
    ...listed('access-control-allow-methods', allowMethods, headers.get('access-control-request-method')),
    ...listed('access-control-allow-headers', allowHeaders, headers.get('access-control-request-headers')),
    'access-control-max-age': String(maxAge),
  };
}

/** A `*` in the list is answered with what was asked for. */
function listed(name: string, values: readonly string[] = [], asked?: string): Record<string, string> {
  const value = values.includes('*') && asked !== undefined ? asked : values.join(', ');
  return value === '' ? {} : { [name]: value };
}
