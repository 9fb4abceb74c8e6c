import { compile } from '../../../src/simulate/pattern.ts';
import type { Location, Server } from '../site.ts';

/** The location that nginx finds, what it answers for want of a `/`, or why nobody can tell. */
export type Found = { readonly location: Location } | { readonly completedBy: Location } | { readonly unknown: string };

/** Looks for the location of a decoded and folded path. */
export function findLocation(server: Server, uri: string): Found {
  return server.regex ? firstPattern(server, uri) : longestPath(server, uri);
}

function longestPath(server: Server, uri: string): Found {
  const twice = duplicateIn(server);
  if (twice !== undefined) return { unknown: `nginx does not load two locations ${twice}` };
  const { locations } = server;
  const exact = locations.find(({ pathType, path }) => pathType === 'Exact' && path === uri);
  if (exact) return { location: exact };
  // Only what is passed on to a backend is completed.
  const slashed = locations.find(
    ({ path, owner, broken }) => path === `${uri}/` && !owner?.denied && broken === undefined,
  );
  if (slashed) return { completedBy: slashed };
  // The locations stand with the longest path first, but for the `/` that a prefix is given.
  const [location] = locations
    .filter(({ pathType, path }) => pathType === 'Prefix' && uri.startsWith(path))
    .sort((a, b) => b.path.length - a.path.length);
  return location ? { location } : { unknown: 'no location takes the path' };
}

const duplicates = new WeakMap<Server, { readonly path?: string }>();

/** A path that two locations of one kind have. */
function duplicateIn(server: Server): string | undefined {
  const known = duplicates.get(server);
  if (known) return known.path;
  const seen = new Set<string>();
  const twice = server.locations.find(({ pathType, path }) => {
    const key = `${pathType} ${path}`;
    return seen.has(key) || !seen.add(key);
  });
  duplicates.set(server, twice ? { path: twice.path } : {});
  return twice?.path;
}

function firstPattern({ locations }: Server, uri: string): Found {
  for (const location of locations) {
    const pattern = compile(`(?i)^${location.path}`);
    if (!pattern) return { unknown: `${location.path} is a regular expression that only nginx understands` };
    if (pattern.matcher(uri).find()) return { location };
  }
  return { unknown: 'no location takes the path' };
}
