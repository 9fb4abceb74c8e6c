import type { HeaderPattern } from '../../../src/model/policies/index.ts';
import type { Action } from '../../../src/model/routing.ts';
import type { Server } from '../site.ts';
import { type Statement, shortened } from '../snippet.ts';
import { conditionOf, isPlainPath, type When } from './conditions.ts';
import { onlyShapesAnswers } from './directives.ts';
import { redirectTo } from './urls.ts';

/** An answer that nginx gives by itself, before it asks who the client is and before any backend. */
export interface Answer {
  readonly when: Exclude<When, { kind: 'never' | 'header-holds' }>;
  readonly action: Exclude<Action, { kind: 'forward' }>;
}

/** What a statement of the rewrite phase comes to. */
type Answered =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly differs?: string }
  | { readonly kind: 'denies'; readonly pattern: HeaderPattern; readonly differs?: string }
  | { readonly kind: 'inert'; readonly because: string }
  | { readonly kind: 'opaque'; readonly because: string };

/** The statements that may answer a request. */
export const answers = /^(return|rewrite|if|location)$/;

/** Reads `return`, `rewrite`, `if`, and a `location` of one path that only answers. */
export function answerOf(statement: Statement, server: Server): Answered {
  const unconditional = plainAnswer(statement);
  if (unconditional) return unconditional;
  const opaque = (because: string): Answered => ({ kind: 'opaque', because });
  if (statement.name === 'location')
    return answeringLocation(statement) ?? opaque('it is a block of its own that may keep somebody out');
  if (statement.name !== 'if') return opaque('only nginx can tell which requests it is for');
  const when = conditionOf(statement, server);
  if (when === undefined) return opaque('only nginx can tell which requests its condition holds for');
  if (when.kind === 'never') return { kind: 'inert', because: when.because };
  const [only, ...more] = statement.block ?? [];
  const inner = only && more.length === 0 ? plainAnswer(only) : undefined;
  if (inner?.kind !== 'answer' || inner.answer.when.kind !== 'always') {
    return opaque('a condition has a form only where nothing but one return or redirect depends on it');
  }
  const { action } = inner.answer;
  if (when.kind !== 'header-holds') return { ...inner, answer: { when, action } };
  if (action.kind !== 'respond' || action.keepsOut !== true)
    return opaque('a pattern for a header has a form only where it keeps somebody out');
  const { status } = action;
  return {
    kind: 'denies',
    pattern: { header: when.header, pattern: when.pattern },
    ...(status !== 403 && { differs: `whom it keeps out gets status 403, and not ${status}` }),
  };
}

/** `location = /robots.txt { return 200 "..."; }`, with what only shapes the answer beside it. */
function answeringLocation({ args: [operator, path = ''], block = [] }: Statement): Answered | undefined {
  const [only, ...more] = block.filter((one) => !onlyShapesAnswers([one]));
  const inner = only && more.length === 0 ? plainAnswer(only) : undefined;
  if (operator !== '=' || !isPlainPath(path) || inner?.kind !== 'answer' || inner.answer.when.kind !== 'always')
    return undefined;
  const differs = block.length > 1 ? 'the answer has no headers of its own' : inner.differs;
  return {
    ...inner,
    answer: { ...inner.answer, when: { kind: 'path', path } },
    ...(differs !== undefined && { differs }),
  };
}

/** A `return`, or a `rewrite` that redirects everybody or one path. */
function plainAnswer(statement: Statement): Answered | undefined {
  if (statement.name === 'return') return returned(statement);
  if (statement.name === 'rewrite') return rewritten(statement);
  return undefined;
}

const redirects = [301, 302, 303, 307, 308];

function returned({ args: [first = '', ...rest], text }: Statement): Answered {
  const opaque = (because: string): Answered => ({ kind: 'opaque', because });
  const always = { kind: 'always' } as const;
  if (/^(https?:|\$scheme)/.test(first)) return returned({ name: 'return', args: ['302', first, ...rest], text });
  const status = Number(first);
  if (!/^\d{3}$/.test(first) || rest.length > 1) return opaque('it is no answer that can be written down');
  const [what = ''] = rest;
  if (redirects.includes(status)) {
    const read = redirectTo(what, status);
    if (what === '') return opaque('a redirect to nowhere has no form');
    return 'problem' in read
      ? opaque(read.problem)
      : { kind: 'answer', answer: { when: always, action: { kind: 'redirect', to: read.to } } };
  }
  if (status < 200 || status > 599) return opaque(`${first} is no status of an answer`);
  const body = what.includes('$') ? '' : what;
  return {
    kind: 'answer',
    answer: {
      when: always,
      action: {
        kind: 'respond',
        status,
        because: shortened(text),
        asked: { body },
        ...(status >= 400 && { keepsOut: true }),
      },
    },
    ...(what !== body && { differs: 'the answer has no text, because variables of nginx are in it' }),
  };
}

const statusOf = { permanent: 301, redirect: 302 } as const;

/** Patterns that hold for every path and keep all of it, with what a replacement ends in that brings it back. */
const everyPath: readonly (readonly [RegExp, string])[] = [
  [/^\^?\(\.\*\)\$?$/, '$1'],
  [/^\^\(\/\.\*\)\$?$/, '$1'],
  [/^\^?\/\(\.\*\)\$?$/, '/$1'],
];

function rewritten({ args: [pattern = '', url = '', flag, ...rest] }: Statement): Answered | undefined {
  if (rest.length > 0 || (flag !== 'permanent' && flag !== 'redirect')) return undefined;
  const status = statusOf[flag];
  const kept = everyPath.find(([every]) => every.test(pattern))?.[1];
  const [, open, path, close] = /^\^(\(?)(\/[-A-Za-z0-9/_~]*)(\)?)\$$/.exec(pattern) ?? [];
  const onePath = path !== undefined && isPlainPath(path) && (open === '') === (close === '') ? path : undefined;
  const everywhere = kept !== undefined || /^(\^|\/|\^\/|\.\*|\^\.\*\$?|\^\/\.\*\$?)$/.test(pattern);
  if (!everywhere && onePath === undefined) return undefined;
  const dropsQuery = url.endsWith('?');
  const bare = dropsQuery ? url.slice(0, -1) : url;
  const written =
    kept !== undefined && bare.endsWith(kept)
      ? `${bare.slice(0, -kept.length)}$uri`
      : onePath !== undefined && open !== ''
        ? bare.replaceAll('$1', onePath)
        : bare;
  if (/\$\d/.test(written)) return undefined;
  const read = redirectTo(written, status);
  if ('problem' in read) return { kind: 'opaque', because: read.problem };
  const { query } = read.to;
  // nginx puts the client's query behind the new URL, unless that ends with a question mark.
  if (!dropsQuery && query !== 'keep' && query.replace !== '')
    return { kind: 'opaque', because: `the query of the request comes behind that of ${url}` };
  const twice = !dropsQuery && query === 'keep';
  const to = dropsQuery ? read.to : { ...read.to, query: 'keep' as const };
  return {
    kind: 'answer',
    answer: {
      when: onePath === undefined ? { kind: 'always' } : { kind: 'path', path: onePath },
      action: { kind: 'redirect', to },
    },
    ...(twice && { differs: 'the location has the query of the request once, and with nginx twice' }),
  };
}
