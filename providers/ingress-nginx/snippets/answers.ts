import type { HeaderPattern } from '../../../src/model/policies/index.ts';
import type { Action } from '../../../src/model/routing.ts';
import { onceEach } from '../../../src/once-each.ts';
import { pathPattern } from '../pcre.ts';
import type { Server } from '../site.ts';
import { type Statement, shortened } from '../snippet.ts';
import { longestPattern } from '../spellings.ts';
import { conditionOf, isPlainPath, type When } from './conditions.ts';
import { onlyShapesAnswers } from './directives.ts';
import { rewritten } from './rewrites.ts';
import { redirectTo } from './urls.ts';

/** An answer that nginx gives by itself, before it asks who the client is and before any backend. */
export interface Answer {
  readonly when: Exclude<When, { kind: 'never' | 'header-holds' }>;
  readonly action: Exclude<Action, { kind: 'forward' }>;
}

/** What a statement of the rewrite phase comes to. */
export type Answered =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly differs?: string }
  | { readonly kind: 'denies'; readonly pattern: HeaderPattern; readonly differs?: string }
  | { readonly kind: 'inert'; readonly because: string }
  | { readonly kind: 'opaque'; readonly because: string };

/** The statements that may answer a request. */
export const answers = /^(return|rewrite|if|location)$/;

/** What statements come to on a server: all of its locations ask. */
const knownOn = onceEach((_server: Server) => new Map<Statement, Answered>());

/** Reads `return`, `rewrite`, `if`, and a `location` that only answers. */
export function answerOf(statement: Statement, server: Server): Answered {
  const known = knownOn(server);
  const found = known.get(statement) ?? read(statement, server);
  known.set(statement, found);
  return found;
}

function read(statement: Statement, server: Server): Answered {
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

/** `location /metrics { deny all; }` and `location = /robots.txt { return 200 "..."; }`, with what only shapes the answer. */
function answeringLocation({ args, block = [], text }: Statement): Answered | undefined {
  const [operator = '', path = '', ...more] = args.length > 1 ? args : ['', ...args];
  const said = block.filter((one) => !onlyShapesAnswers([one]));
  const inner = answerInLocation(said, text);
  if (more.length > 0 || inner?.kind !== 'answer' || inner.answer.when.kind !== 'always') return undefined;
  const when = requestsOf(operator, path, inner.answer.action);
  if (when === undefined) return undefined;
  const shapes = block.some((one) => !said.includes(one) && !/(^|_)log(_|$)/.test(one.name));
  const differs = shapes ? 'the answer has no headers of its own' : inner.differs;
  return { ...inner, answer: { ...inner.answer, when }, ...(differs !== undefined && { differs }) };
}

/** The requests that nginx takes to a location. */
function requestsOf(operator: string, path: string, action: Answer['action']): Answer['when'] | undefined {
  if (/^~\*?$/.test(operator)) {
    // Whoever is turned away once too often stays out: only there the order beside exact paths does not matter.
    if (action.kind !== 'respond' || action.keepsOut !== true) return undefined;
    const insensitive = operator === '~*';
    const found = pathPattern(path, insensitive);
    return 'problem' in found || found.pattern.length > longestPattern
      ? undefined
      : { kind: 'matching', expression: path, insensitive, pattern: found.pattern };
  }
  if (!isPlainPath(path) || path === '/') return undefined;
  if (operator === '=') return { kind: 'path', path };
  return operator === '' || operator === '^~' ? { kind: 'starting', text: path } : undefined;
}

/** The rewrite phase goes before the access phase: a `return` stands, whoever is denied beside it. */
function answerInLocation(statements: readonly Statement[], text: string): Answered | undefined {
  const denying = statements.filter(({ name, args }) => name === 'internal' || (name === 'deny' && args[0] === 'all'));
  const [only, ...more] = statements.filter((one) => !denying.includes(one));
  const [first] = denying;
  if (only) return more.length === 0 ? plainAnswer(only) : undefined;
  if (!first) return undefined;
  // A location for nginx alone is not there for clients.
  const status = denying.some(({ name }) => name === 'internal') ? 404 : 403;
  const action = { kind: 'respond', status, because: shortened(text), asked: { body: '' }, keepsOut: true } as const;
  return { kind: 'answer', answer: { when: { kind: 'always' }, action } };
}

/** A `return`, or a `rewrite` that redirects. */
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
