import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Origins } from '../../../src/model/origin.ts';
import { placesOf, type Server } from '../site.ts';

/**
 * Takes out wildcard hosts that get no requests. nginx compares names with the wildcards of aliases before those of hosts,
 * which are regular expressions to it; a gateway asks the longer name first, whoever has it.
 */
export function withoutHidden(servers: readonly Server[], report: Report): readonly Server[] {
  const wildcards = servers.flatMap(({ host, aliases }) =>
    aliases.flatMap((alias) => (alias.host.startsWith('*') ? [{ alias, host }] : [])),
  );
  if (wildcards.length === 0) return servers;
  return servers.flatMap((server): Server[] => {
    const { host, aliases } = server;
    if (!host.startsWith('*')) return [server];
    const by = wildcards.find((one) => one.host !== host && host.endsWith(one.alias.host.slice(1)));
    if (by === undefined) return [server];
    const from: Origins = [...by.alias.from, ...placesOf(server)];
    report('I2G2147', { host, alias: by.alias.host, of: by.host, closed: aliases.map((alias) => alias.host) }, from);
    // No server stands for aliases alone.
    return aliases.length === 0 ? [] : [{ ...server, shut: { value: `${by.alias.host} hides ${host}`, from } }];
  });
}
