import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Origins } from '../../src/model/origin.ts';
import type { ClientIdentity } from '../../src/model/policies/index.ts';
import type { Match, Route, Scheme, VirtualHost } from '../../src/model/routing.ts';
import type { Server } from './site.ts';

const everything: Match = { path: { kind: 'prefix', path: '/' }, headers: [] };

/** The one answer of a host that nobody gets into, on any path. */
export const closed = (namespace: string, schemes: readonly Scheme[], because: string, from: Origins): Route => ({
  namespace,
  schemes,
  match: everything,
  action: { kind: 'respond', status: 403, because, keepsOut: true },
  policies: {},
  from,
});

/**
 * Says on every route of the host what becomes of the certificates of clients. Over plain HTTP there are none, so that
 * nobody there has the subject that is asked for: nginx looks at that before it redirects to HTTPS.
 */
export function withIdentity(routes: readonly Route[], { identity }: Server): readonly Route[] {
  const [first] = routes;
  if (!identity || !first) return routes;
  const { subject } = identity;
  const overTls = routes.flatMap((route) => onScheme(route, 'https', identity));
  if (subject) return [...overTls, closed(first.namespace, ['http'], 'nobody has a certificate', subject.from)];
  const told = { ...identity.told, value: 'nothing' } as const;
  return routes.flatMap((route) =>
    route.action.kind === 'forward'
      ? [...onScheme(route, 'https', identity), ...onScheme(route, 'http', { told })]
      : [route],
  );
}

function onScheme(route: Route, scheme: Scheme, identity: ClientIdentity): Route[] {
  if (!route.schemes.includes(scheme)) return [];
  const policies =
    route.action.kind === 'forward' ? { ...route.policies, 'client-identity': identity } : route.policies;
  return [{ ...route, schemes: [scheme], policies }];
}

/** A host that a server became, as far as it matters here. */
type Served = Pick<VirtualHost, 'hostnames' | 'certificate' | 'routes'>;

/** Says who is let in or kept out other than by the certificate that the host asks for. `hosts` are those that the server became. */
export function reportUnasked(
  { host, identity, policies, passthrough }: Server,
  hosts: readonly Served[],
  report: Report,
): void {
  const asked = policies['client-certificate'];
  const subject = identity?.subject;
  if (!asked && !subject) return;
  for (const { hostnames, certificate, routes } of hosts) {
    const some = (scheme: Scheme, kind: Route['action']['kind']) =>
      routes.some(({ schemes, action }) => schemes.includes(scheme) && action.kind === kind);
    if (subject && certificate && some('https', 'redirect')) report('I2G2325', { host }, subject.from);
    const letsIn = some('http', 'forward') ? 'everybody' : subject && !certificate ? 'nobody' : undefined;
    if (!asked || passthrough || !letsIn) continue;
    report('I2G2321', { host: hostnames[0], https: certificate !== undefined, letsIn }, asked.authority.from);
  }
}
