import { noValues } from '../../../src/annotations.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Sourced } from '../../../src/model/origin.ts';
import { readHost } from '../../ingress/host.ts';
import { alias } from '../features/alias.ts';
import { redirect } from '../features/redirect.ts';
import { rewrite } from '../features/rewrite.ts';
import { isGuarded } from '../guards.ts';
import type { Alias, Server } from '../site.ts';
import { type CertificateSettings, certificateForName } from './certificates.ts';
import { withoutHidden } from './hidden-hosts.ts';

/**
 * Adds the other names of servers: the `www` that redirects, and aliases that are served alike. Redirects stand before all
 * servers in nginx's configuration, so that of a name with both the alias gets no request.
 */
export function names(servers: readonly Server[], settings: CertificateSettings): readonly Server[] {
  if (!servers.some(hasOtherNames)) return servers;
  const hosts = new Set(servers.map((server) => server.host));
  const withWww = servers.map((server) => {
    const www = wwwOf(server, hosts, settings);
    return www ? { ...server, www } : server;
  });
  const redirected = new Set(withWww.flatMap(({ www }) => www?.value.host ?? []));
  const named = withWww.map((server) => {
    const aliases = aliasesOf(server, { taken: hosts, redirected, servers }, settings);
    return aliases.length > 0 ? { ...server, aliases } : server;
  });
  return withoutHidden(named, settings.report);
}

const hasOtherNames = ({ ingresses }: Server): boolean =>
  ingresses.some((one) => one.valuesOf(alias) !== noValues || one.valuesOf(redirect) !== noValues);

/** Names that are no aliases any more. */
interface Claimed {
  readonly taken: Set<string>;
  readonly redirected: ReadonlySet<string>;
  readonly servers: readonly Server[];
}

/** The first Ingress of a host that has aliases decides. A name that an Ingress owns is no alias; of two claims the first stands. */
function aliasesOf(server: Server, { taken, redirected, servers }: Claimed, settings: CertificateSettings): Alias[] {
  const by = server.ingresses.find((one) => (one.valuesOf(alias)['server-alias']?.value.length ?? 0) > 0);
  const said = by?.valuesOf(alias)['server-alias'];
  if (!said) return [];
  if (server.host === '') {
    settings.report(
      'I2G2115',
      { alias: said.value.join(', '), problem: 'the rule has no host, and answers to all names anyway' },
      said.from,
    );
    return [];
  }
  const forced = server.locations.some(({ owner }) => owner?.valuesOf(rewrite)['force-ssl-redirect']?.value);
  const caughtBy = catcherOf(server, servers);
  return said.value.flatMap(spelledOut).flatMap((name): Alias[] => {
    const lost = (problem: string): [] => {
      settings.report('I2G2115', { alias: name, problem }, said.from, 'behaviour');
      return [];
    };
    const unserved = (problem: string): [] => {
      if (caughtBy === undefined) return lost(problem);
      settings.report('I2G2115', { alias: name, problem, caughtBy }, said.from, 'security');
      return [];
    };
    if (name.startsWith('~')) return unserved('it is a regular expression');
    if (name.endsWith('.*')) return unserved('it is a pattern of nginx that the Gateway API has no form for');
    let refused: string | undefined;
    const host = readHost(
      name,
      (problem) => {
        refused = problem;
      },
      { changed: () => {} },
    );
    if (host === undefined || host === '') return unserved(refused ?? 'it is empty');
    if (redirected.has(host)) return lost('from-to-www-redirect redirects it');
    if (taken.has(host))
      return host === server.host ? [] : lost('another Ingress or alias has the name, and answers to it');
    taken.add(host);
    // Who is sent to HTTPS in any case has to be answered there.
    const own = certificateForName(host, server, settings);
    const certificate = own ?? (forced ? server.tls.certificate : undefined);
    if (!own && certificate && server.tls.redirects)
      settings.report('I2G2142', { alias: host, host: server.host }, said.from);
    return [{ host, from: said.from, ...(certificate && { certificate }) }];
  });
}

/** `.x` is short for two names. */
const spelledOut = (name: string): string[] => (/^\.[^.]/.test(name) ? [name.slice(1), `*${name}`] : [name]);

/** A host that answers to names which nobody lists, and that may let in whom a guarded server keeps out. */
function catcherOf(server: Server, servers: readonly Server[]): string | undefined {
  if (!server.locations.some(({ owner }) => owner && isGuarded(owner))) return undefined;
  const catchers = servers.filter(({ host }) => host !== server.host && (host === '' || host.startsWith('*')));
  return catchers.find(({ ingresses }) => ingresses.some((one) => !server.ingresses.includes(one)))?.host;
}

/** `from-to-www-redirect`: skipped where the other name has an Ingress of its own. */
function wwwOf(server: Server, hosts: ReadonlySet<string>, settings: CertificateSettings): Server['www'] {
  const by = server.ingresses.find((one) => one.valuesOf(redirect)['from-to-www-redirect']?.value);
  const asked = by?.valuesOf(redirect)['from-to-www-redirect'];
  if (!asked || server.host === '') return undefined;
  if (server.host.startsWith('*')) return noWww('a wildcard host has no other name', asked, settings.report);
  const host = server.host.startsWith('www.') ? server.host.slice('www.'.length) : `www.${server.host}`;
  if (hosts.has(host)) return noWww(`${host} is served by itself`, asked, settings.report);
  const certificate = certificateForName(host, server, settings);
  return { value: { host, ...(certificate && { certificate }) }, from: asked.from };
}

function noWww(because: string, { from }: Sourced<boolean>, report: Report): undefined {
  report('I2G2003', { annotation: 'from-to-www-redirect', because }, from);
  return undefined;
}
