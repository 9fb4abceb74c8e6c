import { encoded } from '../matches.ts';
import type { Location, Server } from '../site.ts';
import type { Answer } from './answers.ts';
import type { When } from './conditions.ts';
import type { Level } from './directives.ts';
import { isSame, lacksSlash, ownerBelow, ownerOfPath } from './ownership.ts';
import type { Part } from './parts.ts';

/** An answer for some of the paths of a host. */
type OfPaths = Answer & { readonly when: Extract<When, { kind: 'path' | 'under' }> };

/** Whether an answer is for some of the paths of a host only. */
export const isOfPaths = (answer: Answer): answer is OfPaths =>
  answer.when.kind === 'path' || answer.when.kind === 'under';

/** The path that an answer is for, or that of everything below it. */
export const pathOf = (when: OfPaths['when']): string => (when.kind === 'path' ? when.path : `${when.prefix}/`);

/** What an answer for some paths comes to at a location: for all of its requests, for some, or for none. */
export function answerAt(answer: OfPaths, level: Level, server: Server, location: Location): Part {
  const { when } = answer;
  if (when.kind === 'under') {
    if (server.regex) return { kind: 'opaque', because: 'the paths of the host are regular expressions' };
    const whole = belowPrefix(answer, when.prefix, location.written, location.pathType);
    if (whole) return { kind: 'answer', answer: whole };
  }
  if (when.kind === 'path' && level === 'location' && lacksSlash(server, when.path))
    return { kind: 'inert', because: `${when.path} is redirected to ${when.path}/ before` };
  const by = when.kind === 'path' ? ownerOfPath(server, when.path) : ownerBelow(server, when.prefix);
  if (by && isSame(by, location)) {
    if (when.kind === 'path') return { kind: 'answer', answer };
    const bare = ownerOfPath(server, when.prefix);
    return {
      kind: 'answer',
      answer: { ...answer, when: { ...when, bare: bare !== undefined && isSame(bare, location) } },
    };
  }
  if (level === 'server' || by?.owner === location.owner) return { kind: 'elsewhere' };
  const which = when.kind === 'path' ? `for ${when.path}` : `below ${when.prefix}`;
  return { kind: 'inert', because: `no request ${which} comes here` };
}

/** An answer for everything below a prefix, at a path that is there: it is for all requests. */
export const belowPrefix = (
  answer: Answer,
  prefix: string,
  path: string,
  pathType: Location['pathType'],
): Answer | undefined => (path.startsWith(`${prefix}/`) ? narrowed(answer, prefix, path, pathType) : undefined);

/** An answer for all requests of a prefix, for those of a path in it alone: a redirect replaces the longer prefix. */
export function narrowed(answer: Answer, prefix: string, path: string, pathType: Location['pathType']): Answer {
  const { action } = answer;
  if (action.kind !== 'redirect' || action.to.prefix === undefined) return { ...answer, when: always };
  const { prefix: into, ...to } = action.to;
  const replaced = `${into === '/' ? '' : into}${encoded(path.slice(prefix.length))}`;
  const target = pathType === 'Exact' ? { path: replaced } : { prefix: replaced.replace(/\/$/, '') || '/' };
  return { when: always, action: { kind: 'redirect', to: { ...to, ...target } } };
}

const always = { kind: 'always' } as const;
