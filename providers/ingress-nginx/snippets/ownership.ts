import { isFoundIn } from '../found.ts';
import type { Location, Server } from '../site.ts';

/** The location that nginx takes a request for just this path to. `unknown` where patterns decide that take long to try. */
export function ownerOfPath({ locations, regex }: Server, path: string): Location | 'unknown' | undefined {
  if (!regex)
    return (
      locations.find((one) => isExact(one, path)) ??
      locations.find((one) => isWritten(one, path)) ??
      longest(locations, path)
    );
  for (const one of locations) {
    const found = isFoundIn(path, `^${one.path}`, true);
    if (found !== false) return found ? one : 'unknown';
  }
  return undefined;
}

/** Whether nginx answers a path itself, with a redirect to the location that has a `/` more. */
export const lacksSlash = ({ locations, regex }: Server, path: string): boolean =>
  !regex &&
  locations.some((one) => one.pathType === 'Prefix' && one.path === `${path}/`) &&
  !locations.some((one) => isExact(one, path) || isWritten(one, path));

/** The location that nginx takes the requests below a path to, where they have none of their own. */
export const ownerBelow = ({ locations, regex }: Server, prefix: string): Location | undefined =>
  regex ? undefined : longest(locations, `${prefix}/`);

/** Whether two are one path of an Ingress: a prefix, and the exact half that nginx needs beside it. */
export const isSame = (a: Location, b: Location): boolean =>
  a.written === b.written && (a.pathType === b.pathType || a.copy === true || b.copy === true);

const isExact = ({ pathType, path: own }: Location, path: string): boolean => pathType === 'Exact' && own === path;

/** nginx has an exact half for it, unless there is another location. */
const isWritten = ({ written }: Location, path: string): boolean => written === path;

/** Locations come with the longest path first. */
const longest = (locations: readonly Location[], path: string): Location | undefined =>
  locations.find(
    ({ pathType, path: own }) =>
      pathType === 'Prefix' && (own === path || path.startsWith(own.endsWith('/') ? own : `${own}/`)),
  );
