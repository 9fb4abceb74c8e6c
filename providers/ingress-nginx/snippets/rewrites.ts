import type { CapturedPath } from '../../../src/model/policies/index.ts';
import type { RedirectTarget } from '../../../src/model/routing.ts';
import { partsOf } from '../features/rewrite.ts';
import { anchoredPattern } from '../pcre.ts';
import type { Statement } from '../snippet.ts';
import type { Answered } from './answers.ts';
import { isPlainPath, type When } from './conditions.ts';
import { redirectTo } from './urls.ts';

const statusOf = { permanent: 301, redirect: 302 } as const;

/** Which paths a pattern holds for, and what a replacement ends in that brings back what comes behind their start. */
interface Taken {
  readonly when: Extract<When, { kind: 'always' | 'path' | 'under' }>;
  readonly rest?: string;
}

/** A `rewrite` that redirects everybody, one path, or all paths below one. `undefined` for any other. */
export function rewritten({ args: [pattern = '', url = '', flag, ...rest] }: Statement): Answered | undefined {
  if (rest.length > 0 || (flag !== 'permanent' && flag !== 'redirect')) return undefined;
  const taken = takenBy(pattern);
  if (taken === undefined) return undefined;
  const dropsQuery = url.endsWith('?');
  const bare = dropsQuery ? url.slice(0, -1) : url;
  const read = targetOf(bare, taken, statusOf[flag]);
  if (read === undefined) return undefined;
  if ('problem' in read) return { kind: 'opaque', because: read.problem };
  const { query } = read.to;
  // nginx puts the client's query behind the new URL, unless that ends with a question mark.
  if (!dropsQuery && query !== 'keep' && query.replace !== '')
    return { kind: 'opaque', because: `the query of the request comes behind that of ${url}` };
  const twice = !dropsQuery && query === 'keep';
  const to = dropsQuery ? read.to : { ...read.to, query: 'keep' as const };
  return {
    kind: 'answer',
    answer: { when: taken.when, action: { kind: 'redirect', to } },
    ...(twice && { differs: 'the location has the query of the request once, and with nginx twice' }),
  };
}

const everywhere = { kind: 'always' } as const;

/** Patterns that hold for every path and keep all of it. */
const everyPath: readonly (readonly [RegExp, string])[] = [
  [/^\^?\(\.\*\)\$?$/, '$1'],
  [/^\^\(\/\.\*\)\$?$/, '$1'],
  [/^\^?\/\(\.\*\)\$?$/, '/$1'],
];

function takenBy(pattern: string): Taken | undefined {
  const kept = everyPath.find(([every]) => every.test(pattern))?.[1];
  if (kept !== undefined) return { when: everywhere, rest: kept };
  if (/^(\^|\/|\^\/|\.\*|\^\.\*\$?|\^\/\.\*\$?)$/.test(pattern)) return { when: everywhere };
  const [, open, path, close] = /^\^(\(?)(\/[-A-Za-z0-9/_~]*)(\)?)\$$/.exec(pattern) ?? [];
  if (path !== undefined && isPlainPath(path) && (open === '') === (close === ''))
    return { when: { kind: 'path', path }, ...(open !== '' && { rest: '$1' }) };
  const [, prefix, below = ''] =
    /^\^(\/[-A-Za-z0-9/_~]*[-A-Za-z0-9_~])(\/|\/\.\*\$?|\/\(\.\*\)\$?|\(\/\.\*\)\$?)$/.exec(pattern) ?? [];
  if (prefix === undefined || !isPlainPath(prefix)) return undefined;
  return {
    when: { kind: 'under', prefix },
    ...(below.includes('(') && { rest: below.startsWith('(') ? '$1' : '/$1' }),
  };
}

type Redirected = ReturnType<typeof redirectTo>;

/** Where such a replacement leads. `undefined` where it takes captures apart. */
function targetOf(url: string, { when, rest }: Taken, status: number): Redirected | undefined {
  const start = rest !== undefined && url.endsWith(rest) ? url.slice(0, -rest.length) : undefined;
  if (when.kind === 'path') return withoutCaptures(rest === undefined ? url : url.replaceAll(rest, when.path), status);
  if (start === undefined) return withoutCaptures(url, status);
  if (when.kind === 'always') return withoutCaptures(`${start}$uri`, status);
  // A `/` would stand twice, and a query ends the path.
  if (start.endsWith('/') || start.includes('?')) return undefined;
  const read = withoutCaptures(start, status);
  return read && 'to' in read ? { to: replacingPrefix(read.to) } : read;
}

const replacingPrefix = ({ path, ...to }: RedirectTarget): RedirectTarget => ({ ...to, prefix: path || '/' });

const withoutCaptures = (url: string, status: number): Redirected | undefined =>
  /\$\d/.test(url) ? undefined : redirectTo(url, status);

/** `rewrite … break`: the path that the backend sees. `undefined` where the statement is another one, or cannot be said. */
export function innerRewrite({
  name,
  args: [pattern = '', url = '', flag, ...more],
}: Statement): CapturedPath | undefined {
  if (name !== 'rewrite' || flag !== 'break' || more.length > 0) return undefined;
  // A URL of its own is a redirect, a query comes before that of the request, and variables are nginx's.
  if (!url.startsWith('/') || /\?|\$(?!\d)/.test(url)) return undefined;
  const translated = anchoredPattern(pattern);
  if ('problem' in translated) return undefined;
  return { kind: 'captured', pattern: translated.pattern, parts: partsOf(url, translated.groups) };
}
