import { noValues } from '../../../src/annotations.ts';
import { rewrite, rewrites } from '../features/rewrite.ts';
import type { Location, Server } from '../site.ts';

/**
 * Gives locations the form that nginx gets: a prefix `/a` becomes `/a/`, and an exact `/a` beside it. Then, where one
 * location rewrites or asks for regular expressions, every location of the server becomes one.
 */
export function regexHosts(server: Server): Server {
  const exact = new Set<string>();
  for (const { path, pathType } of server.locations) if (pathType === 'Exact') exact.add(path);
  const locations: Location[] = [];
  for (const location of server.locations) {
    const { path, pathType } = location;
    if (path === '/' || pathType === 'Exact' || isOwnRegex(location)) locations.push(location);
    else {
      locations.push({ ...location, path: path.endsWith('/') ? path : `${path}/` });
      if (!exact.has(path)) locations.push({ ...location, pathType: 'Exact', copy: true });
    }
  }
  return { ...server, locations, regex: locations.some(isOwnRegex) };
}

/** Whether the location itself asks for regular expressions, in so many words or by a rewrite that does something. */
export function isOwnRegex(location: Location): boolean {
  const values = location.owner?.valuesOf(rewrite);
  if (values === undefined || values === noValues) return false;
  const target = values['rewrite-target']?.value;
  return values['use-regex']?.value === true || (target !== undefined && rewrites(target, location.path));
}
