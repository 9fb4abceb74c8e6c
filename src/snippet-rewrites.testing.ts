import { type Dice, dice } from './dev/dice.ts';

/** Random Ingresses with redirects, rewrites and locations in snippets, and what nginx answers to requests for them. */

/** The host of all Ingresses. */
export const host = 'shop.example.com';
const segments = ['/a', '/a/b', '/a/b/c', '/ab', '/d', '/'];
/** Paths that are asked for. */
export const requests = [...segments, '/a/', '/a/x', '/a/b/', '/a/b/x', '/a/b/c/x', '/ab/x', '/d/', '/d/x/y', '/e'];

/** A statement `rewrite`. */
interface Rewrite {
  readonly pattern: string;
  readonly url: string;
}

/** A path of an Ingress of its own. */
interface Path {
  readonly path: string;
  readonly pathType: 'Exact' | 'Prefix';
  readonly service: string;
  readonly rewrites: readonly Rewrite[];
  /** What the backend sees in place of the path, after all redirects. */
  readonly inner?: Rewrite;
  /** Locations within that of the path. */
  readonly nested: readonly Own[];
}

/** A location of a snippet. */
interface Own {
  readonly operator: '' | '=' | '^~' | '~' | '~*';
  readonly path: string;
  readonly block: string;
  readonly status: string;
}

/** Ingresses of one host. */
export interface Estate {
  readonly locations: readonly Own[];
  readonly onServer: readonly Rewrite[];
  readonly paths: readonly Path[];
}

const rewriteOf = ({ pick }: Dice): Rewrite => {
  const prefix = pick(segments.filter((segment) => segment !== '/'));
  const into = pick(['/new', '/new/deep', 'https://other.example.com', '']);
  return pick([
    { pattern: `^${prefix}/(.*)$`, url: `${into}/$1` },
    { pattern: `^${prefix}/(.*)`, url: `${into}/$1` },
    { pattern: `^${prefix}(/.*)$`, url: `${into || '/root'}$1` },
    { pattern: `^${prefix}/.*$`, url: `${into}/fixed` },
    { pattern: `^${prefix}/`, url: `${into}/fixed` },
    { pattern: `^${prefix}$`, url: `${into}/one` },
    { pattern: `^${prefix}/$`, url: `${into}/one` },
  ]);
};

const times = <T>(n: number, make: () => T): T[] => Array.from({ length: n }, make);

const innerOf = ({ pick }: Dice): Rewrite => {
  const prefix = pick(segments.filter((segment) => segment !== '/'));
  return pick([
    { pattern: `^${prefix}/(.*)$`, url: '/$1' },
    { pattern: `^${prefix}(/.*)?`, url: '/inner$1' },
    { pattern: `^/(\\w+)/(\\w+)$`, url: '/$2/$1/x$3' },
    { pattern: '^/(.*)$', url: `${prefix}/$1` },
    { pattern: `^${prefix}`, url: '/whole' },
    { pattern: '^', url: '/index.html' },
  ]);
};

const locationOf = ({ below, pick }: Dice): Own => {
  const [block, status] = pick([
    ['deny all;', '403'],
    ['return 403;', '403'],
    ['deny all; return 404;', '404'],
    ['access_log off; return 200 ok;', '200'],
  ] as const);
  if (below(4) === 0 && /^4/.test(status))
    return {
      operator: pick(['~', '~*'] as const),
      path: pick(['^/a/b', 'x$', '/d/', '^/(ab|e)(/|$)', '\\\\.']).replaceAll('\\\\', '\\'),
      block,
      status,
    };
  const path = pick(['/a', '/a/', '/a/b', '/a/b/', '/ab', '/d/x', '/e', '/f/g']);
  return { operator: pick(['', '=', '^~'] as const), path, block, status };
};

/** nginx refuses a location twice. */
const distinct = (locations: readonly Own[]): Own[] => [
  ...new Map(locations.map((one) => [`${one.operator === '=' ? '=' : ''} ${one.path}`, one])).values(),
];

/** nginx takes no location within an exact one, such as that of a prefix without its `/`, and none that leads out of its own. */
function nestedOf(thrown: Dice, { path, pathType }: Pick<Path, 'path' | 'pathType'>): Own[] {
  if (pathType === 'Exact' || !path.endsWith('/')) return [];
  const locations = times(1 + thrown.below(3), () => locationOf(thrown));
  return distinct(locations.filter((one) => one.operator.startsWith('~') || one.path.startsWith(path)));
}

/** What an estate has beside its redirects. */
export type Beside = 'nothing' | 'rewrites' | 'locations' | 'nested';

/** Random Ingresses: the same for one seed. */
export function estateOf(seed: number, beside: Beside): Estate {
  const thrown = dice(seed);
  const { below, pick } = thrown;
  const written = new Map<string, Path>();
  times(1 + below(3), () => {
    const segment = pick(segments);
    const path = segment !== '/' && below(4) === 0 ? `${segment}/` : segment;
    const pathType = path.endsWith('/') || below(3) > 0 ? 'Prefix' : 'Exact';
    // nginx refuses a path twice.
    const service = `s${written.size}`;
    const rewrites = times(below(3), () => rewriteOf(thrown));
    if (!written.has(segment))
      written.set(segment, {
        path,
        pathType,
        service,
        rewrites,
        nested: beside === 'nested' ? nestedOf(thrown, { path, pathType }) : [],
        ...(beside === 'rewrites' && { inner: innerOf(thrown) }),
      });
  });
  const onServer = below(3) === 0 ? times(1 + below(2), () => rewriteOf(thrown)) : [];
  const hasLocations = beside === 'locations' || (beside === 'nested' && below(3) === 0);
  const locations = hasLocations ? times(1 + below(2), () => locationOf(thrown)) : [];
  // nginx refuses a path twice.
  const free = locations.filter(({ operator, path }) => operator !== '=' || !written.has(path));
  return { locations: distinct(free), onServer, paths: [...written.values()] };
}

/** A statement of nginx. */
export const statement = ({ pattern, url }: Rewrite, flag = 'permanent'): string =>
  `rewrite ${pattern} ${url} ${flag};`;

/** A location of nginx. */
export const block = ({ operator, path, block: inside }: Own): string => `location ${operator} ${path} { ${inside} }`;

/** The Ingresses as objects. */
export function ingressesOf({ locations, onServer, paths }: Estate): object[] {
  const ofServer = [...locations.map(block), ...onServer.map((one) => statement(one))];
  return paths.map(({ path, pathType, service, rewrites, inner, nested }, i) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: service,
      namespace: 'default',
      annotations: {
        'nginx.ingress.kubernetes.io/configuration-snippet': [
          ...rewrites.map((one) => statement(one)),
          ...(inner ? [statement(inner, 'break')] : []),
          ...nested.map(block),
        ].join('\n'),
        ...(i === 0 && {
          'nginx.ingress.kubernetes.io/server-snippet': ofServer.join('\n'),
        }),
      },
    },
    spec: {
      ingressClassName: 'nginx',
      rules: [
        { host, http: { paths: [{ path, pathType, backend: { service: { name: service, port: { number: 80 } } } }] } },
      ],
    },
  }));
}

const filled = (url: string, match: RegExpExecArray): string =>
  url.replaceAll(/\$(\d)/g, (_, group) => match[Number(group)] ?? '');

function redirected(rewrites: readonly Rewrite[], path: string): string | undefined {
  for (const { pattern, url } of rewrites) {
    const match = new RegExp(pattern).exec(path);
    if (!match) continue;
    const to = filled(url, match);
    return to.startsWith('/') ? `http://${host}${to}` : to;
  }
  return undefined;
}

const isPlain = ({ operator }: Own): boolean => operator === '' || operator === '^~';

/** The location by prefix that nginx takes. */
const widest = (locations: readonly Own[], path: string): Own | undefined =>
  locations.filter((one) => isPlain(one) && path.startsWith(one.path)).sort((a, b) => b.path.length - a.path.length)[0];

/** The location by pattern that nginx takes, where the one by prefix does not keep it from looking. */
const byPattern = (locations: readonly Own[], path: string, prefix: Own | undefined): Own | undefined =>
  locations.find(
    ({ operator, path: pattern }) =>
      prefix?.operator !== '^~' &&
      operator.startsWith('~') &&
      new RegExp(pattern, operator === '~*' ? 'i' : '').test(path),
  );

/** What nginx answers: the host's statements, the location, and its statements. */
export function nginx({ locations, onServer, paths }: Estate, path: string): string {
  const away = redirected(onServer, path);
  if (away !== undefined) return away;
  const below = (one: Path): string => (one.path.endsWith('/') ? one.path : `${one.path}/`);
  const prefixes = paths.filter(({ pathType }) => pathType === 'Prefix');
  const longest = prefixes
    .filter((one) => path.startsWith(below(one)))
    .sort((a, b) => below(b).length - below(a).length)[0];
  const exact = paths.find((one) => one.path === path && !(one.pathType === 'Prefix' && path.endsWith('/')));
  const own = locations.find((one) => one.operator === '=' && one.path === path);
  if (own && !exact) return own.status;
  const slashed = prefixes.find((one) => one.path === `${path}/`);
  const plain = locations.some((one) => isPlain(one) && one.path === path);
  if (!exact && slashed && !plain) return `http://${host}${path}/`;
  const wide = widest(locations, path);
  const isWide = wide !== undefined && !exact && wide.path.length > (longest ? below(longest).length : 0);
  const nested = exact || isWide ? [] : (longest?.nested ?? []);
  const within = widest(nested, path);
  const inner =
    nested.find((one) => one.operator === '=' && one.path === path) ??
    byPattern(nested, path, within) ??
    // One by pattern goes before those by prefix that are nested.
    (exact ? undefined : byPattern(locations, path, isWide ? wide : undefined)) ??
    (isWide ? wide : within);
  if (inner) return inner.status;
  const location = exact ?? longest;
  // The `/` that nobody wrote has the annotations of the first Ingress.
  const sent = redirected((location ?? paths[0])?.rewrites ?? [], path);
  if (sent !== undefined || !location) return sent ?? '404';
  const { inner: change, service } = location;
  const match = change && new RegExp(change.pattern).exec(path);
  return `${service} ${match ? filled(change.url, match) : path}`;
}
