import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Route } from '../../src/model/routing.ts';
import { isFoundIn } from './found.ts';
import { longerThan, withSpellings } from './guards.ts';
import { closed } from './identity.ts';
import { withHalves } from './passes/regex-hosts.ts';
import { both } from './redirects.ts';
import type { Server } from './site.ts';
import { lacksSlash } from './snippets/ownership.ts';
import { ownLocations } from './snippets/reading.ts';
import { takingEscapes } from './spellings.ts';

/**
 * The routes of a server behind those that regular expressions of its snippet shut, and behind other spellings of what is
 * guarded. nginx tries these expressions before all paths of Ingresses but the exact ones.
 */
export function withShutPatterns(routes: readonly Route[], server: Server, report: Report): readonly Route[] {
  const { shut, exact } = ownLocations(server);
  const [first] = routes;
  if (first === undefined || shut.length === 0) return withSpellings(routes, server, report);
  const { locations, host } = withHalves(server);
  const isBefore = (path: string): boolean =>
    exact.has(path) ||
    lacksSlash(server, path) ||
    locations.some((one) => one.pathType === 'Exact' && !one.copy && one.path === path);
  let all = routes;
  // The first of several expressions answers.
  for (const { when, action, text, from } of [...shut].reverse()) {
    const holds = (path: string): boolean | undefined => isFoundIn(path, when.expression, when.insensitive);
    // The exact half of a prefix comes before a pattern in nginx, and a prefix of the Gateway API has it in it.
    const halves = locations.filter(({ copy, path }) => copy && holds(path) !== false);
    for (const { path } of halves) {
      const differs = `${path} itself is shut as well, where ingress-nginx serves it`;
      report('I2G2384', { annotation: 'server-snippet', statement: text, differs }, from, 'behaviour');
    }
    // A gateway would ask for these first.
    const others = all.flatMap(({ match: { path } }) =>
      path.kind === 'exact' && !isBefore(path.path) ? [path.path] : [],
    );
    const longer = others.some((path) => holds(path) === undefined)
      ? undefined
      : longerThan(all, takingEscapes(when.pattern));
    if (longer === undefined) {
      report('I2G2108', { path: host, problem: `${text} takes too long to compare with the other paths` }, from);
      return [closed(first.namespace, both, `nobody can tell which paths ${text} is for`, from)];
    }
    const shutToo = new Set(others.filter(holds));
    const behind = all.filter(({ match: { path } }) => path.kind !== 'exact' || !shutToo.has(path.path));
    const match = { path: { kind: 'regex', pattern: longer }, headers: [] } as const;
    all = [{ namespace: first.namespace, schemes: both, match, action, policies: {}, from }, ...behind];
  }
  return withSpellings(all, { host, regex: true }, report);
}
