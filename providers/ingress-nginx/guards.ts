import { type AnnotationSpec, keepsOut } from '../../src/annotations.ts';
import { areAlike } from '../../src/compare.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import { groupBy } from '../../src/group.ts';
import { keepsSomebodyOut } from '../../src/model/guards.ts';
import { type Origin, type Origins, withoutOrigins } from '../../src/model/origin.ts';
import type { PolicySet, RoutePolicies } from '../../src/model/policies/index.ts';
import { policyInfo } from '../../src/model/policies/info.ts';
import type { PathMatch, Route, Scheme } from '../../src/model/routing.ts';
import { onceEach } from '../../src/once-each.ts';
import type { ControllerConfig } from './config/config.ts';
import { features } from './features/index.ts';
import type { NginxIngress } from './site.ts';
import { saidByController } from './snippets/of-controller.ts';
import { dotSegments, longestPattern, spellingsOf, startingWith, takingEscapes, unfolded } from './spellings.ts';

/** Where the policies come from without which a route would let in whom the source keeps out. */
export function guardsOf(policies: PolicySet<RoutePolicies>): Origin[] {
  return guards(policies).flatMap((kind) => Object.values(policies[kind] ?? {}).flatMap((setting) => setting.from));
}

const guards = (policies: PolicySet<RoutePolicies>): (keyof RoutePolicies)[] =>
  (Object.keys(policies) as (keyof RoutePolicies)[]).filter((kind) => policyInfo[kind].without === 'open');

/** The annotations that keep somebody out, by feature: those that come to a policy without which a route is open. */
const guarding = features.flatMap(({ annotations }) => {
  const names = Object.entries<AnnotationSpec>(annotations).flatMap(([name, spec]) => (keepsOut(spec) ? [name] : []));
  return names.length > 0 ? [{ annotations, names }] : [];
});

/** Their names, with their aliases. */
export const guardNames: ReadonlySet<string> = new Set(
  guarding.flatMap(({ annotations, names }) => names.flatMap((name) => [name, ...(annotations[name]?.aliases ?? [])])),
);

const ofAllHosts = ['global-auth-url', 'block-cidrs', 'block-user-agents', 'block-referers'] as const;

/** Whether the ConfigMap of the controller keeps somebody out of every host, beside the defaults of annotations. */
export const areAllGuarded = (config: ControllerConfig): boolean =>
  config.inDoubt !== undefined ||
  ofAllHosts.some((key) => (config.value(key)?.value.length ?? 0) > 0) ||
  saidByController(config).length > 0;

/** Whether an Ingress asks for anything that keeps somebody out, well or badly written. Each of its locations asks. */
export const isGuarded = onceEach(
  (ingress: NginxIngress): boolean =>
    ingress.denied !== undefined ||
    ingress.hostDenied !== undefined ||
    guarding.some(({ annotations, names }) => {
      const values = ingress.valuesOf({ annotations });
      return names.some((name) => {
        const said = values[name];
        return said !== undefined && (annotations[name]?.guards?.(said.value) ?? true);
      });
    }),
);

/**
 * nginx decodes a path and folds `//` and `..` before it looks for a location; a gateway compares paths as they travel.
 * Where the paths of a host are not guarded alike, what nginx would take for another path must not get past a guard:
 * each guarded path gets a second route for its other spellings, and paths with `..` in them are turned away. On hosts
 * of regular expressions every path that nginx would change is.
 */
export function withSpellings(
  routes: readonly Route[],
  server: { host: string; regex: boolean },
  report: Report,
): readonly Route[] {
  if (!routes.some(keepsSomebodyOut)) return routes;
  const about = locationsOf(routes);
  const served = about.filter(({ guard }) => guard !== 'closed');
  const kinds = new Set(about.map(({ guard }) => guard));
  // What nginx takes for another path needs another path to be taken to. A pattern may stand for several.
  const pathsOfHost = new Set(about.map(({ path }) => keyOf(path)));
  if (served.length === 0 || kinds.size < 2 || (!server.regex && pathsOfHost.size < 2)) return routes;
  const guarded = about.filter(({ guard }) => guard !== 'open');
  const from = guarded.flatMap((one) => one.from) as unknown as Origins;
  const named = guarded.filter(({ path }) => server.regex || path.kind !== 'regex');
  const paths = [
    ...new Set(named.map(({ path }) => (path.kind === 'regex' ? path.pattern.replaceAll('(?:)', '') : path.path))),
  ];
  const say = (how: 'spelt' | 'dots' | 'refused' | 'open') =>
    report(
      'I2G2131',
      { host: server.host, paths, how },
      from,
      how === 'open' ? 'security' : how === 'refused' ? 'behaviour' : 'tuning',
    );

  const spelt = server.regex ? undefined : spellingRoutes(routes, about);
  const pattern = longerThan([...routes, ...(spelt ?? [])], spelt ? dotSegments : unfolded(paths));
  if (pattern === undefined) {
    say('open');
    return routes;
  }
  say(spelt === undefined ? 'refused' : spelt.length > 0 ? 'spelt' : 'dots');
  const refusal: Route = {
    namespace: routes[0]?.namespace ?? '',
    schemes: (['http', 'https'] as const).filter((scheme) => served.some((one) => one.schemes.includes(scheme))),
    match: { path: { kind: 'regex', pattern }, headers: [] },
    action: { kind: 'respond', status: 403, because: 'nginx takes the path for another one' },
    policies: {},
    from,
  };
  return [refusal, ...(spelt ?? []), ...routes];
}

/** The same for what a guarded pattern does not name: where it stands for any character, it takes it escaped as well. */
export function withEscapes(routes: readonly Route[], host: string, report: Report): readonly Route[] {
  if (!routes.some((route) => route.match.path.kind === 'regex' && keepsSomebodyOut(route))) return routes;
  if (new Set(locationsOf(routes).map(({ guard }) => guard)).size < 2) return routes;
  return routes.map((route) => {
    const { path } = route.match;
    if (path.kind !== 'regex' || !keepsSomebodyOut(route)) return route;
    const pattern = takingEscapes(path.pattern);
    if (pattern === path.pattern) return route;
    if (pattern.length <= longestPattern) return { ...route, match: { ...route.match, path: { ...path, pattern } } };
    report('I2G2131', { host, paths: [path.pattern], how: 'open' }, route.from, 'security');
    return route;
  });
}

/** A path of the host, and what stands in front of it: nothing, the same guards everywhere, or an answer for nobody. */
interface Guarded {
  readonly path: PathMatch;
  /** `open`, `closed`, or the policies as text. */
  readonly guard: string;
  readonly schemes: readonly Scheme[];
  readonly from: readonly Origin[];
}

function locationsOf(routes: readonly Route[]): Guarded[] {
  const locations: Guarded[] = [];
  let last: { readonly policies: Route['policies']; readonly guard: string } | undefined;
  for (const { match, action, policies, schemes, from } of routes) {
    const { path } = match;
    if (action.kind === 'redirect') continue;
    if (action.kind === 'respond') {
      if (action.keepsOut) locations.push({ path, guard: 'closed', schemes, from });
      continue;
    }
    const guard = last && areGuardedAlike(last.policies, policies) ? last.guard : guardText(policies);
    last = { policies, guard };
    locations.push({ path, guard, schemes, from: guard === 'open' ? from : guardsOf(policies) });
  }
  return locations;
}

/** Whether the very same settings guard them, as they do the paths of one Ingress. */
function areGuardedAlike(a: Route['policies'], b: Route['policies']): boolean {
  const kinds = guards(a);
  return kinds.length === guards(b).length && kinds.every((kind) => areAlike(a[kind] ?? {}, b[kind] ?? {}));
}

function guardText(policies: Route['policies']): string {
  const settings = guards(policies).map((kind) => [
    kind,
    Object.entries(policies[kind] ?? {}).map(([name, { value }]) => [name, value]),
  ]);
  // Some values hold whole policies: where their settings come from does not make them another guard.
  return settings.length === 0 ? 'open' : JSON.stringify(settings, withoutOrigins);
}

/**
 * A copy for the other spellings of each route that lies below one with other guards, and of the routes below those,
 * which the copy would hold. `undefined` where a pattern would be too long.
 */
function spellingRoutes(routes: readonly Route[], about: readonly Guarded[]): Route[] | undefined {
  const keyed = about.map((one) => ({ ...one, key: keyOf(one.path) }));
  const guardsAt = groupBy(
    keyed.filter(({ guard }) => guard !== 'closed'),
    ({ key }) => key,
  );
  const isBelowOthers = ({ path, guard }: Guarded): boolean =>
    guard !== 'open' && holdersOf(path).some((key) => guardsAt.get(key)?.some((other) => other.guard !== guard));
  const below = new Set(keyed.filter(isBelowOthers).map(({ key }) => key));
  const patterns = new Set(routes.flatMap(({ match: { path } }) => (path.kind === 'regex' ? [path.pattern] : [])));
  const copied: Route[] = [];
  for (const route of routes) {
    const { path } = route.match;
    // What replaces a prefix has no other spellings: whoever writes it so goes to what holds it.
    const ofPrefix = route.action.kind === 'redirect' && route.action.to.prefix !== undefined;
    if (path.kind === 'regex' || path.path === '/' || ofPrefix) continue;
    if (![keyOf(path), ...holdersOf(path)].some((key) => below.has(key))) continue;
    const pattern = spellingsOf(path.kind, path.path);
    if (pattern === undefined) return undefined;
    // Whatever starts so has a route already.
    if (path.kind === 'prefix' && [path.path, `${path.path}/`].some((text) => patterns.has(startingWith(text) ?? '')))
      continue;
    // The other spellings of an exact path are among those of the prefix, whose pattern is longer.
    const ranked = path.kind === 'exact' ? pattern + '(?:)'.repeat(8) : pattern;
    if (ranked.length > longestPattern) return undefined;
    copied.push({ ...route, match: { ...route.match, path: { kind: 'regex', pattern: ranked } } });
  }
  return copied.sort((a, b) => lengthOf(b.match.path) - lengthOf(a.match.path));
}

const keyOf = (path: PathMatch): string => `${path.kind} ${path.kind === 'regex' ? path.pattern : path.path}`;

/** The keys of the prefixes that take the requests of a path where it is not there, with a `/` at their end and without. */
function holdersOf(path: PathMatch): string[] {
  if (path.kind === 'regex') return [];
  const text = `${path.path}/`;
  const ends = [...text.matchAll(/\//g)].flatMap(({ index }) => [index, index + 1]);
  return ends.map((end) => `prefix ${text.slice(0, end)}`).filter((key) => key !== keyOf(path));
}

const lengthOf = (path: PathMatch): number => (path.kind === 'regex' ? path.pattern : path.path).length;

/** Gateways ask the longest pattern first: empty groups make it longer than all others. `undefined` if that is too long. */
export function longerThan(routes: readonly Route[], pattern: string): string | undefined {
  const longest = routes.reduce((most, { match }) => Math.max(most, lengthOf(match.path)), 0);
  const padded = pattern + '(?:)'.repeat(Math.max(0, Math.floor((longest - pattern.length) / 4) + 1));
  return padded.length > longestPattern ? undefined : padded;
}
