import { rewrite, rewrites } from '../features/rewrite.ts';
import type { Location, Server } from '../site.ts';

/**
 * Gives locations the form that nginx gets: a prefix `/a` becomes `/a/`, and an exact `/a` beside it. Then, where one
 * location rewrites or asks for regular expressions, every location of the server becomes one.
 */
export function regexHosts(server: Server): Server {
  const exact = new Set(server.locations.filter((l) => l.pathType === 'Exact').map((l) => l.path));
  const locations = server.locations.flatMap((location): Location[] => {
    if (location.path === '/' || location.pathType === 'Exact' || isOwnRegex(location)) return [location];
    const prefix = { ...location, path: location.path.endsWith('/') ? location.path : `${location.path}/` };
    return exact.has(location.path) ? [prefix] : [prefix, { ...location, pathType: 'Exact', copy: true }];
  });
  return { ...server, locations, regex: locations.some(isOwnRegex) };
}

/** Whether the location itself asks for regular expressions, in so many words or by a rewrite that does something. */
export function isOwnRegex(location: Location): boolean {
  const values = location.owner?.valuesOf(rewrite);
  const target = values?.['rewrite-target']?.value;
  return values?.['use-regex']?.value === true || (target !== undefined && rewrites(target, location.path));
}
