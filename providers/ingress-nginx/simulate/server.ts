import type { Alias, Server } from '../site.ts';

/** The server that a name of a request leads to, and by which of its names. */
export interface Named {
  readonly server: Server;
  /** Set where the name is an alias. */
  readonly alias?: Alias;
  /** The name is the one that redirects to the server. */
  readonly isWww?: true;
}

/** Finds servers by name. */
export type FindServer = (host: string) => Named | undefined;

/**
 * nginx's order: exact names, native wildcards with the longest first, regular expressions in the order of servers. A
 * host `*.x` of an Ingress is a regular expression for one label, an alias `*.x` is a native wildcard for any number.
 * Nothing where none has the name: then the default server is asked.
 */
export function serversByName(servers: readonly Server[]): FindServer {
  const exact = new Map<string, Named>();
  const native: { readonly suffix: string; readonly named: Named }[] = [];
  const add = (name: string, named: Named) => {
    if (!exact.has(name)) exact.set(name, named);
  };
  for (const server of servers) if (server.www) add(server.www.value.host, { server, isWww: true });
  for (const server of servers) {
    if (server.host !== '' && !server.host.startsWith('*')) add(server.host, { server });
    for (const alias of server.aliases) {
      if (alias.host.startsWith('*')) native.push({ suffix: alias.host.slice(1), named: { server, alias } });
      else add(alias.host, { server, alias });
    }
  }
  native.sort((a, b) => b.suffix.length - a.suffix.length);
  const patterns = servers.filter(({ host }) => host.startsWith('*'));
  const bySuffix = new Map(patterns.map((server) => [server.host.slice(1), server]));
  return (host) => {
    const found = exact.get(host) ?? native.find(({ suffix }) => host.endsWith(suffix))?.named;
    if (found) return found;
    const [, rest] = /^[\w-]+(\..+)$/.exec(host) ?? [];
    const server = rest === undefined ? undefined : bySuffix.get(rest);
    return server && { server };
  };
}

/** The name that a client asks for, as nginx compares it. */
export const nameOfHost = (host: string): string => withoutPort(host).toLowerCase().replace(/\.$/, '');

/** The host without its port. */
export const withoutPort = (host: string): string => host.replace(/:\d+$/, '');
