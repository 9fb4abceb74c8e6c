import { hasAlternatives } from '../../src/alternatives.ts';
import { sortBy } from '../../src/compare.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { PathMatch } from '../../src/model/routing.ts';
import { prefixOf } from './features/rewrite.ts';
import { isOwnRegex } from './passes/regex-hosts.ts';
import { isLiteral, locationPattern } from './pcre.ts';
import { type Location, nameOf, type Server } from './site.ts';

/** A location and the requests that nginx gives it. */
export interface Matched {
  readonly location: Location;
  readonly path: PathMatch;
  /** `/a` of a location `/a/`: nginx answers it with 301 to `/a/`, before it looks at anything else. */
  readonly redirectsFrom: PathMatch | undefined;
  /** No match takes just these requests: `path` takes more, and is good for turning them away only. */
  readonly tooWide: boolean;
  /** What all that it takes starts with, where that is more than anybody would expect of the location. */
  readonly start?: string;
}

/** The locations of a server that can get requests, in the order in which nginx tries them. */
export const matchesOf = (server: Server, report: Report): Matched[] =>
  server.regex ? regexMatches(server, report) : literalMatches(server, report);

/** Without regular expressions the longest path wins, as in the Gateway API, so the order is that of the source. */
function literalMatches(server: Server, report: Report): Matched[] {
  const { host, locations } = server;
  let exact: ReadonlySet<string> | undefined;
  const kept: { [type in Location['pathType']]?: Map<string, Location> } = {};
  const clashes: Matched[] = [];
  const matches: Matched[] = [];
  for (const location of locations) {
    const { path, written, pathType } = location;
    const escaped = encoded(written);
    if (escaped.length > longest) {
      report('I2G2108', { path: `${host}${written.slice(0, 40)}…`, problem: tooLong }, location.from);
      const start = shortened(escaped);
      matches.push({ location, path: { kind: 'prefix', path: start }, redirectsFrom: undefined, tooWide: true, start });
      continue;
    }
    const problem = deadBecause(written);
    if (problem !== undefined) {
      report('I2G2107', { path: host + written, problem }, location.from);
      continue;
    }
    if (escaped !== written) report('I2G2109', { path: host + written, escaped: host + escaped }, location.from);
    const bare = path.endsWith('/') ? path.slice(0, -1) : path;
    kept[pathType] ??= new Map();
    const there = kept[pathType].get(path);
    if (there) {
      const clash = reportClash(host, location, there, report);
      if (clash)
        clashes.push({
          location,
          path: { kind: 'prefix', path: encoded(bare) },
          redirectsFrom: undefined,
          tooWide: true,
        });
      continue;
    }
    kept[pathType].set(path, location);
    let slashed = false;
    if (path !== '/' && path.endsWith('/') && written !== bare) {
      exact ??= exactPaths(locations);
      slashed = !exact.has(bare);
    }
    const taken: PathMatch =
      pathType === 'Exact'
        ? { kind: 'exact', path: encoded(path) }
        : { kind: 'prefix', path: encoded(slashed ? path : bare || '/') };
    const redirectsFrom: PathMatch | undefined = slashed ? { kind: 'exact', path: encoded(bare) } : undefined;
    matches.push({ location, path: taken, redirectsFrom, tooWide: false });
  }
  sortBy(matches, byPosition);
  return clashes.length === 0 ? matches : [...clashes, ...matches];
}

/** Each prefix has an exact half, which is the path as it is written. */
const exactPaths = (locations: readonly Location[]): ReadonlySet<string> =>
  new Set(locations.map(({ path, pathType, written }) => (pathType === 'Exact' ? path : written)));

const byPosition = (a: Matched, b: Matched): number => a.location.position - b.location.position;

/** Two locations that nginx cannot hold both. Whether the one that is dropped may have been a guard. */
function reportClash(host: string, location: Location, kept: Location, report: Report): boolean {
  const from = [...location.from, ...kept.from] as const;
  if (location.pathType === 'Prefix') {
    report('I2G2130', { host, path: location.written, kept: kept.written }, from);
    return true;
  }
  const [by, dropped] = [kept, location].map(({ owner }) => (owner ? nameOf(owner) : ''));
  report('I2G2105', { host, path: location.path, kept: by ?? '', dropped: dropped ?? '' }, from);
  return false;
}

/** Every location is `~* "^<path>"`: the first that matches wins, and all characters mean what PCRE says. */
function regexMatches({ host, locations }: Server, report: Report): Matched[] {
  const taken: string[] = [];
  const matches: Matched[] = [];
  for (const [i, location] of locations.entries()) {
    const { path, written, from } = location;
    const next = locations[i + 1];
    if (next?.copy && !isOwnRegex(location) && !isOwnRegex(next)) continue;
    const shadow = taken.find((earlier) => path.toLowerCase().startsWith(earlier));
    if (shadow !== undefined) {
      const by = `${shadow} (every path of this host is a regular expression)`;
      if (!location.implicit) report('I2G2106', { host, path: written, by }, from);
      continue;
    }
    const translated = locationPattern(path);
    const problem =
      'problem' in translated ? translated.problem : translated.pattern.length > longest ? tooLong : undefined;
    if ('problem' in translated || problem !== undefined) {
      report('I2G2108', { path: host + written, problem: problem ?? '' }, from);
      const start = literalHead(path).slice(0, longestHead);
      const pattern = `(?i)${start}.*`;
      matches.push({ location, path: { kind: 'regex', pattern }, redirectsFrom: undefined, tooWide: true, start });
      continue;
    }
    if (isLiteral(path)) {
      if (encoded(written) !== written)
        report('I2G2109', { path: host + written, escaped: host + encoded(written) }, from);
      taken.push(path.toLowerCase());
    }
    const prefix = prefixOf(path);
    const { pattern } = translated;
    const found: PathMatch = prefix === undefined ? { kind: 'regex', pattern } : { kind: 'regex', pattern, prefix };
    matches.push({ location, path: found, redirectsFrom: undefined, tooWide: false });
  }
  return matches;
}

/**
 * The part of a pattern before the first character that means something, less one that a quantifier follows; nothing
 * where the pattern has alternatives, which need not start alike.
 */
function literalHead(path: string): string {
  if (hasAlternatives(path)) return '/';
  const [head = ''] = /^[-A-Za-z0-9/_~!&',;=:@]*/.exec(path) ?? [];
  return /[?*{]/.test(path[head.length] ?? '') ? head.slice(0, -1) : head;
}

/** Gateways put longer patterns first, as nginx does with paths; where the texts come out otherwise, empty groups are added. */
export function inOrder(patterns: readonly string[], strict: boolean): string[] {
  const padded = [...patterns];
  for (let i = padded.length - 2; i >= 0; i--) {
    const pattern = padded[i] ?? '';
    const next = padded[i + 1] ?? '';
    const missing = next.length - pattern.length + (strict && pattern !== next ? 1 : 0);
    if (missing > 0 && next.length < longest - 4) padded[i] = pattern + '(?:)'.repeat(Math.ceil(missing / 4));
  }
  return padded;
}

/** The longest path or pattern of the Gateway API. */
const longest = 1024;
/** What room a pattern has for text beside `(?i)` and `.*`. */
const longestHead = longest - 6;
const tooLong = `it is longer than ${longest} characters`;

/** A prefix of whole elements that holds a path which is too long. */
const shortened = (path: string): string => path.slice(0, longest).replace(/\/[^/]*$/, '') || '/';

/** nginx compares decoded paths, folded once: what cannot come out of that matches nothing. */
function deadBecause(path: string): string | undefined {
  if (path.includes('//')) return 'nginx folds // in requests into /';
  if (/\/\.\.?(\/|$)/.test(path)) return 'nginx resolves . and .. in requests';
  return undefined;
}

const travelsAsItIs = /^[-A-Za-z0-9/._~!$&'()*+,;=:@]*$/;

/** A literal path as it travels in a request: `%` and what the Gateway API allows in no path are escaped. */
export function encoded(path: string): string {
  if (travelsAsItIs.test(path)) return path;
  return path.replace(/[^-A-Za-z0-9/._~!$&'()*+,;=:@]+/gu, (text) =>
    [...Buffer.from(text, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}
