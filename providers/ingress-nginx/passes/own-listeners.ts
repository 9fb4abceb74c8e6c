import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Origins, Sourced } from '../../../src/model/origin.ts';
import type { SecretRef } from '../../../src/model/policies/index.ts';
import { placesOf, type Server } from '../site.ts';

/**
 * Gives every name an HTTPS listener of its own where the listener of a wider name would take its connections. nginx
 * answers HTTPS on every server; a host without a listener would get the routes of another one. Other names of a host with
 * HTTPS that are left without are told.
 */
export function ownListeners(servers: readonly Server[], report: Report): readonly Server[] {
  const wide = servers.flatMap(({ host, aliases, tls }) =>
    [{ host, certificate: tls.certificate }, ...aliases].flatMap(({ host, certificate }) =>
      certificate && (host === '' || host.startsWith('*')) ? [{ host, certificate }] : [],
    ),
  );
  if (wide.length === 0 && !servers.some(({ aliases, www }) => www || aliases.length > 0)) return servers;
  // The most specific one first: it is the one that would answer.
  wide.sort((a, b) => b.host.length - a.host.length);
  const certificateFor = (name: string, from: Origins): Sourced<SecretRef> | undefined => {
    const other = wide.find(({ host }) => host !== name && name !== '' && name.endsWith(host.slice(1)));
    if (!other) return undefined;
    report('I2G2136', { host: name, other: other.host || 'any host' }, from);
    return { value: other.certificate.value, from };
  };
  return servers.map((server) => {
    const { tls, aliases, www } = server;
    const unserved = (name: string, from: Origins): undefined => {
      if (tls.certificate) report('I2G2118', { host: server.host, other: name }, from);
    };
    const certificate =
      tls.certificate || server.passthrough ? tls.certificate : certificateFor(server.host, placesOf(server));
    const named = aliases.map((alias) => {
      const own = alias.certificate ?? certificateFor(alias.host, alias.from) ?? unserved(alias.host, alias.from);
      return own ? { ...alias, certificate: own } : alias;
    });
    const other =
      www && (www.value.certificate ?? certificateFor(www.value.host, www.from) ?? unserved(www.value.host, www.from));
    return {
      ...server,
      aliases: named,
      tls: { ...tls, certificate },
      ...(www && other && { www: { ...www, value: { ...www.value, certificate: other } } }),
    };
  });
}
