import { noValues } from '../../../src/annotations.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Sourced } from '../../../src/model/origin.ts';
import { readHost } from '../../ingress/host.ts';
import { alias } from '../features/alias.ts';
import { redirect } from '../features/redirect.ts';
import { rewrite } from '../features/rewrite.ts';
import type { Alias, Server } from '../site.ts';
import { type CertificateSettings, certificateForName } from './certificates.ts';

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
  return withWww.map((server) => {
    const aliases = aliasesOf(server, { taken: hosts, redirected }, settings);
    return aliases.length > 0 ? { ...server, aliases } : server;
  });
}

const hasOtherNames = ({ ingresses }: Server): boolean =>
  ingresses.some((one) => one.valuesOf(alias) !== noValues || one.valuesOf(redirect) !== noValues);

/** Names that are no aliases any more. */
interface Claimed {
  readonly taken: Set<string>;
  readonly redirected: ReadonlySet<string>;
}

/** The first Ingress of a host that has aliases decides. A name that an Ingress owns is no alias; of two claims the first stands. */
function aliasesOf(server: Server, { taken, redirected }: Claimed, settings: CertificateSettings): Alias[] {
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
  return said.value.flatMap((name): Alias[] => {
    const lost = (problem: string): [] => {
      settings.report('I2G2115', { alias: name, problem }, said.from);
      return [];
    };
    if (name.startsWith('~')) return lost('it is a regular expression');
    if (name.startsWith('.') || name.endsWith('.*'))
      return lost('it is a pattern of nginx that the Gateway API has no form for');
    let refused: string | undefined;
    const host = readHost(
      name,
      (problem) => {
        refused = problem;
      },
      { changed: () => {} },
    );
    if (host === undefined || host === '') return lost(refused ?? 'it is empty');
    if (redirected.has(host)) return lost('from-to-www-redirect redirects it');
    if (taken.has(host)) return host === server.host ? [] : lost('another Ingress or alias has the name');
    taken.add(host);
    // Who is sent to HTTPS in any case has to be answered there.
    const own = certificateForName(host, server, settings);
    const certificate = own ?? (forced ? server.tls.certificate : undefined);
    if (!own && certificate && server.tls.redirects)
      settings.report('I2G2142', { alias: host, host: server.host }, said.from);
    if (!certificate && server.tls.certificate)
      settings.report('I2G2118', { host: server.host, other: host }, said.from);
    return [{ host, from: said.from, ...(certificate && { certificate }) }];
  });
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
  if (!certificate && server.tls.certificate)
    settings.report('I2G2118', { host: server.host, other: host }, asked.from);
  return { value: { host, ...(certificate && { certificate }) }, from: asked.from };
}

function noWww(because: string, { from }: Sourced<boolean>, report: Report): undefined {
  report('I2G2003', { annotation: 'from-to-www-redirect', because }, from);
  return undefined;
}
