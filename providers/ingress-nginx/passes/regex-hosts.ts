import { noValues } from '../../../src/annotations.ts';
import { rewrite, rewrites } from '../features/rewrite.ts';
import type { Location, NginxIngress, Server } from '../site.ts';
import type { Merged } from './merge-servers.ts';

/** A path as nginx gets it: a prefix `/a` becomes `/a/`. */
export const pathInNginx = (written: string, pathType: Location['pathType'], owner: NginxIngress): string =>
  written.endsWith('/') || !isHalved(written, pathType, owner) ? written : `${written}/`;

/**
 * Where one location rewrites or asks for regular expressions, every location of the server becomes one, and the exact `/a`
 * that nginx has beside `/a/` as well; elsewhere `withHalves` adds that for who asks.
 */
export function regexHosts({ host, ingresses, locations }: Merged): Server {
  const regex = locations.some(isOwnRegex);
  return {
    host,
    ingresses,
    locations: regex ? halved(locations) : locations,
    regex,
    aliases: [],
    policies: {},
    tls: noTls,
  };
}

const noTls: Server['tls'] = { redirects: undefined, certificate: undefined };

/** Whether nginx has it as `/a/` and `/a`. */
const isHalved = (written: string, pathType: Location['pathType'], owner: NginxIngress | undefined): boolean =>
  written !== '/' && pathType === 'Prefix' && !isRegexAt(written, owner);

/** A server with all the locations that nginx has. */
export const withHalves = (server: Server): Server =>
  server.regex ? server : { ...server, locations: halved(server.locations) };

/** The exact half stands behind each prefix, unless there is a location for it. */
function halved(locations: readonly Location[]): Location[] {
  const exact = new Set<string>();
  for (const { path, pathType } of locations) if (pathType === 'Exact') exact.add(path);
  return locations.flatMap((location): Location[] => {
    const { written, pathType, owner } = location;
    if (!isHalved(written, pathType, owner) || exact.has(written)) return [location];
    return [location, { ...location, path: written, pathType: 'Exact', copy: true }];
  });
}

/** Whether the location itself asks for regular expressions, in so many words or by a rewrite that does something. */
export const isOwnRegex = ({ path, owner }: Location): boolean => isRegexAt(path, owner);

function isRegexAt(path: string, owner: NginxIngress | undefined): boolean {
  const values = owner?.valuesOf(rewrite);
  if (values === undefined || values === noValues) return false;
  const target = values['rewrite-target']?.value;
  return values['use-regex']?.value === true || (target !== undefined && rewrites(target, path));
}
