import { annotationsOf } from '../../src/annotations.ts';
import { compareText, sortBy } from '../../src/compare.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Origins, Sourced } from '../../src/model/origin.ts';
import type { SecretRef } from '../../src/model/policies/index.ts';
import type {
  Backend,
  Carried,
  CarriedAnnotation,
  RedirectTarget,
  Route,
  VirtualHost,
} from '../../src/model/routing.ts';
import { sourced } from '../../src/read/manifest.ts';
import { metadataName } from '../ingress/paths.ts';
import { resolve } from './backends.ts';
import { carriedAs, concernOf } from './carried.ts';
import { isGuarded } from './guards.ts';
import { hstsOf, withHsts } from './hsts.ts';
import { reportUnasked, withIdentity } from './identity.ts';
import type { Inputs } from './inputs.ts';
import { redirectStatus } from './redirects.ts';
import { routesOf } from './routes.ts';
import { type NginxIngress, nameOf, type Server, type Site } from './site.ts';

/** The virtual hosts of a site: each server, its aliases, and the `www` that leads to it. */
export function hostsOf({ className, servers }: Site, inputs: Inputs, report: Report): VirtualHost[] {
  const gateway = { name: className, className };
  const hosts: VirtualHost[] = [];
  const rest = servers.find(({ host }) => host === '');
  for (const server of servers) {
    if (server.host.startsWith('*')) reportDepth(server, rest, report);
    hosts.push(...hostsOfServer(server, gateway, inputs, report));
  }
  return hosts;
}

/** Deeper names are those of any host in nginx, which may be guarded by others. */
function reportDepth(server: Server, rest: Server | undefined, report: Report): void {
  const guarded = rest?.locations.some(({ owner }) => owner && isGuarded(owner) && !server.ingresses.includes(owner));
  const first = inOrderOfNames(server.ingresses)[0];
  if (first === undefined) return;
  const from = [first.ingress.manifest.originOf(['spec', 'rules'])] as const;
  report('I2G2121', { host: server.host, guarded: guarded === true }, from, guarded ? 'security' : 'behaviour');
}

function hostsOfServer(
  server: Server,
  gateway: VirtualHost['gateway'],
  inputs: Inputs,
  report: Report,
): readonly VirtualHost[] {
  const ingresses = inOrderOfNames(server.ingresses);
  const [first] = ingresses;
  if (first === undefined) return [];
  const base = {
    gateway,
    namespace: first.ingress.namespace,
    name: first.ingress.name,
    policies: server.policies,
    carried: carriedBy(ingresses),
    from: server.ingresses.map(({ ingress }) => ingress.manifest.originOf(metadataName)) as unknown as Origins,
  };
  const routes = routesOf(server, inputs, report);
  const secured = withHsts(routes, hstsOf(inputs, base.from));
  const passthrough = passthroughOf(server, inputs, report);
  const own = namesOf(server, server.passthrough !== undefined).map(({ hostnames, certificate }) => {
    const asServed = certificate
      ? secured
      : hostnames[0] === server.host || server.tls.certificate === undefined
        ? routes
        : overHttp(routes);
    return {
      ...base,
      hostnames,
      certificate,
      passthrough: hostnames[0] === server.host ? passthrough : undefined,
      routes: withIdentity(asServed, server),
    };
  });
  reportUnasked(server, own, report);
  return server.www ? [...own, wwwOf(server.www, server.host, base, redirectStatus(inputs.config), report)] : own;
}

interface Names {
  readonly hostnames: [string, ...string[]];
  readonly certificate: Sourced<SecretRef> | undefined;
}

/** Names that are served with the same certificate stand together. */
function namesOf({ host, tls, aliases }: Server, passthrough: boolean): readonly Names[] {
  const main: Names = { hostnames: [host], certificate: passthrough ? undefined : tls.certificate };
  const groups: Names[] = [main];
  for (const { host, certificate } of aliases) {
    const alike = groups.find(
      (group) => !(passthrough && group === main) && keyOf(group.certificate) === keyOf(certificate),
    );
    if (alike) alike.hostnames.push(host);
    else groups.push({ hostnames: [host], certificate });
  }
  return groups;
}

const keyOf = (certificate: Sourced<SecretRef> | undefined): string =>
  certificate ? `${certificate.value.namespace}/${certificate.value.name}` : '';

/** The controller does not redirect an alias to HTTPS that its certificate does not cover: HTTP serves what HTTPS would. */
const overHttp = (routes: readonly Route[]): Route[] =>
  routes
    .filter(
      (route) =>
        !(route.action.kind === 'redirect' && route.action.to.scheme === 'https' && route.schemes.length === 1),
    )
    .map((route) => ({ ...route, schemes: ['http'] }));

function wwwOf(
  www: NonNullable<Server['www']>,
  host: string,
  base: Omit<VirtualHost, 'hostnames' | 'routes'>,
  status: number,
  report: Report,
): VirtualHost {
  const to: RedirectTarget = { status, hostname: host, query: 'keep', cutsTrailingSlash: true };
  const route: Route = {
    namespace: base.namespace,
    schemes: ['http', 'https'],
    match: { path: { kind: 'prefix', path: '/' }, headers: [] },
    action: { kind: 'redirect', to },
    policies: {},
    from: www.from,
  };
  const { certificate } = www.value;
  // What the host asks for on its port is asked here as well, as a Gateway has no other way: the redirect leads there anyway.
  const asked = base.policies['client-certificate'];
  if (asked && certificate)
    report('I2G2327', { host: www.value.host, other: host }, [...www.from, ...asked.authority.from]);
  return { ...base, hostnames: [www.value.host], ...(certificate && { certificate }), routes: [route] };
}

/** TLS connections go to the backend of `/`, whatever the other paths say. */
function passthroughOf(server: Server, inputs: Inputs, report: Report): Backend | undefined {
  if (!server.passthrough) return undefined;
  const root = server.locations.find((l) => l.path === '/' && l.pathType === 'Prefix');
  const target = root?.upstream && resolve(root.upstream, server.passthrough.from, inputs, report);
  if (!root?.upstream) report('I2G2120', { host: server.host }, server.passthrough.from);
  if (!root || !target || 'problem' in target) return undefined;
  if (target.kind === 'external') {
    report(
      'I2G2111',
      { service: target.name, problem: 'it is an ExternalName, which no TLSRoute may lead to' },
      server.passthrough.from,
    );
    return undefined;
  }
  for (const other of server.locations.filter((l) => l !== root && !l.copy)) {
    report('I2G2119', { host: server.host, path: other.written }, other.from);
  }
  return { target, policies: {}, from: server.passthrough.from };
}

const inOrderOfNames = (ingresses: readonly NginxIngress[]): readonly NginxIngress[] =>
  ingresses.length < 2 ? ingresses : sortBy([...ingresses], byName);

const byName = (a: NginxIngress, b: NginxIngress): number => compareText(nameOf(a), nameOf(b));

/** Other tools' annotations by the object they go to, in the order of the Ingresses' names. */
function carriedBy(ingresses: readonly NginxIngress[]): Carried {
  let carried: { readonly gateway: CarriedAnnotation[]; readonly route: CarriedAnnotation[] } | undefined;
  for (const { ingress } of ingresses) {
    const { manifest } = ingress;
    const annotations = annotationsOf(manifest);
    for (const name in annotations) {
      const place = carriedAs(name);
      if (!place) continue;
      const value = sourced(manifest, ['metadata', 'annotations', name], annotations[name] as string);
      carried ??= { gateway: [], route: [] };
      carried[place].push({ name, value, concerns: concernOf(name) });
    }
  }
  return carried ?? nothing;
}

const nothing: Carried = { gateway: [], route: [] };
