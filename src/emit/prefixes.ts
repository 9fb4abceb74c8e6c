import { keepsSomebodyOut } from '../model/guards.ts';
import { allOrigins } from '../model/origin.ts';
import type { PathMatch, Route } from '../model/routing.ts';
import type { Structure } from './capabilities.ts';
import type { Losses } from './losses.ts';

/**
 * Where an emitter can replace a prefix and nothing finer, a host whose rewrites keep the rest of the path is written
 * with prefixes instead of regular expressions, if that keeps their order.
 */
export function withPrefixes(
  routes: readonly Route[],
  host: string,
  structure: Structure,
  losses: Losses,
): readonly Route[] {
  if (!structure.prefixesForCaptures) return routes;
  const rewriting = routes.filter((route) => route.policies['path-rewrite']?.to.value.kind === 'captured');
  const [first, ...more] = routes.filter((route) => route.match.path.kind === 'regex');
  // A prefix takes fewer requests: those that a guarded route no longer takes would go to a wider one.
  const guarded = routes.some(
    (route) => route.match.path.kind === 'regex' && (route.action.kind === 'respond' || keepsSomebodyOut(route)),
  );
  if (
    guarded ||
    rewriting.length === 0 ||
    first === undefined ||
    !rewriting.every(replacesPrefix) ||
    !allOrdered(routes.map((r) => r.match.path))
  )
    return routes;
  const differs = `${host || 'any host'}: paths are prefixes of whole elements and case-sensitive, where ingress-nginx has regular expressions that ignore case; a prefix is served without a / at its end as well`;
  losses.rendered({ fragments: [], differences: [{ differs, stake: 'behaviour' }] }, allOrigins([first, ...more]));
  return routes.map((route) => ({
    ...route,
    match: { ...route.match, path: prefixOf(route.match.path) ?? route.match.path },
  }));
}

function replacesPrefix(route: Route): boolean {
  const to = route.policies['path-rewrite']?.to.value;
  return to?.kind === 'captured' && to.prefix !== undefined;
}

function prefixOf(path: PathMatch): PathMatch | undefined {
  if (path.kind !== 'regex') return path;
  return path.prefix === undefined ? undefined : { kind: 'prefix', path: path.prefix };
}

/** Longer prefixes win in the Gateway API: no prefix may come before one that holds it. */
function allOrdered(paths: readonly PathMatch[]): boolean {
  const prefixes = paths.map((path) => (path.kind === 'regex' ? path.prefix : undefined));
  if (paths.some((path, i) => path.kind === 'regex' && prefixes[i] === undefined)) return false;
  return prefixes.every((early, i) =>
    prefixes
      .slice(i + 1)
      .every((late) => early === undefined || late === undefined || early === late || !holds(early, late)),
  );
}

const holds = (prefix: string, path: string): boolean => path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
