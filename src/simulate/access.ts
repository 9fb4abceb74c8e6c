import { holds, textOf } from './cel.ts';
import { changed, type Exchange, type Incoming, reply, type Step } from './exchange.ts';
import type { Authorization, ExternalAuth } from './policy-spec.ts';
import type { Traffic } from './traffic.ts';

/** Asks for credentials. Any `Authorization` header will do; the backend does not see it. */
export function authenticated(exchange: Exchange, traffic: Traffic): Step {
  const { basicAuthentication, apiKeyAuthentication, jwtAuthentication } = traffic;
  const schemes = [basicAuthentication, apiKeyAuthentication, jwtAuthentication].filter(
    (scheme) => scheme !== undefined,
  );
  const isStrict = schemes.some(({ mode = 'Strict' }) => mode === 'Strict');
  const { request } = exchange;
  if (isStrict && !request.headers.has('authorization')) return reply(401);
  if (schemes.length === 0) return exchange;
  const known = basicAuthentication !== undefined && request.headers.has('authorization');
  const headers = changed(request.headers, { remove: ['authorization'] });
  return { ...exchange, request: { ...request, headers, ...(known && { user: 'somebody' }) } };
}

/** Asks the authorization service, which lets the header `x-sim-auth: ok` pass and nothing else. */
export function externallyAuthorized(exchange: Exchange, auth: ExternalAuth): Step {
  const { request } = exchange;
  if (request.headers.get('x-sim-auth') === 'ok') return exchange;
  const location = auth.http?.redirect === undefined ? undefined : textOf(auth.http.redirect, request);
  return location === undefined ? reply(401, { 'x-sim-auth': 'needed' }) : reply(302, { location });
}

/** Applies the rules on who may pass. */
export function authorized(exchange: Exchange, authorizations: readonly Authorization[]): Step {
  return isAuthorized(exchange.request, authorizations) ? exchange : reply(403);
}

/** No `Deny` may hold, every `Require` must, and of the `Allow`s, if there are any, one. */
function isAuthorized(request: Incoming, authorizations: readonly Authorization[]): boolean {
  const expressionsOf = (action: Authorization['action']) =>
    authorizations
      .filter((authorization) => (authorization.action ?? 'Allow') === action)
      .flatMap((authorization) => authorization.policy.matchExpressions);
  const allowed = expressionsOf('Allow');
  return (
    !expressionsOf('Deny').some((expression) => holds(expression, request)) &&
    expressionsOf('Require').every((expression) => holds(expression, request)) &&
    (allowed.length === 0 || allowed.some((expression) => holds(expression, request)))
  );
}
