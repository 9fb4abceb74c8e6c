import { onceEach } from '../../../src/once-each.ts';
import { encoded } from '../matches.ts';
import type { Location, Server } from '../site.ts';
import type { Statement } from '../snippet.ts';
import { startingWith } from '../spellings.ts';
import type { Answer } from './answers.ts';
import type { When } from './conditions.ts';
import type { Level } from './directives.ts';
import { isSame, lacksSlash, ownerBelow, ownerOfPath } from './ownership.ts';
import type { Part } from './parts.ts';

/** An answer for some of the paths of a host. */
type OfPaths = Answer & { readonly when: Extract<When, { kind: 'path' | 'under' | 'starting' }> };

/** Whether an answer is for some of the paths of a host only. */
export const isOfPaths = (answer: Answer): answer is OfPaths => /^(path|under|starting)$/.test(answer.when.kind);

/** The path that an answer is for, or what all of its paths start with. */
export function pathOf(when: OfPaths['when']): string {
  if (when.kind === 'path') return when.path;
  return when.kind === 'under' ? `${when.prefix}/` : when.text;
}

/** What an answer for some paths comes to at a location: for all of its requests, for some, or for none. */
export function answerAt(answer: OfPaths, level: Level, server: Server, location: Location): Part {
  const { when } = answer;
  const { problem, by, bare } = placeOf(answer, server);
  if (problem !== undefined) return { kind: 'opaque', because: problem };
  if (when.kind === 'under') {
    const whole = belowPrefix(answer, when.prefix, location.written, location.pathType);
    if (whole) return { kind: 'answer', answer: whole };
  }
  if (when.kind === 'path' && level === 'location' && lacksSlash(server, when.path))
    return { kind: 'inert', because: `${when.path} is redirected to ${when.path}/ before` };
  if (by && isSame(by, location))
    return { kind: 'answer', answer: bare && when.kind !== 'path' ? { ...answer, when: { ...when, bare } } : answer };
  if (level === 'server' || by?.owner === location.owner) return { kind: 'elsewhere' };
  const path = pathOf(when);
  const which = path.endsWith('/') && when.kind !== 'path' ? `below ${path.slice(0, -1)}` : `for ${path}`;
  return { kind: 'inert', because: `no request ${which} comes here` };
}

/** Where an answer belongs on a server, whatever location asks. */
interface Place {
  /** Why its paths have no form. */
  readonly problem: string | undefined;
  /** The location that gets its requests, but for those of locations further down. */
  readonly by: Location | undefined;
  /** Whether that serves the path without the `/` at the end as well. */
  readonly bare: boolean;
}

const placesOn = onceEach((_server: Server) => new Map<OfPaths, Place>());

function placeOf(answer: OfPaths, server: Server): Place {
  const known = placesOn(server);
  const place = known.get(answer) ?? findPlace(answer, server);
  known.set(answer, place);
  return place;
}

function findPlace({ when }: OfPaths, server: Server): Place {
  const path = pathOf(when);
  const prefix = when.kind === 'path' || !path.endsWith('/') ? undefined : path.slice(0, -1);
  const by = prefix === undefined ? ownerOfPath(server, path) : ownerBelow(server, prefix);
  const above = prefix === undefined ? undefined : ownerOfPath(server, prefix);
  if (by === 'unknown' || above === 'unknown')
    return { problem: 'only nginx can tell which path of the host it comes to', by: undefined, bare: false };
  const problem = when.kind === 'path' ? undefined : problemWith(when, server);
  return { problem, by, bare: by !== undefined && above !== undefined && isSame(above, by) };
}

/** Why the paths of an answer have no form beside those of the host. */
function problemWith(when: OfPaths['when'], { regex, locations }: Server): string | undefined {
  if (regex) return 'the paths of the host are regular expressions';
  if (when.kind !== 'starting') return undefined;
  const { text } = when;
  const other = locations.find(({ path, implicit }) => !implicit && path.startsWith(text));
  if (other) return `${other.written} goes before it`;
  return startingWith(text) === undefined ? 'its path is too long for a pattern' : undefined;
}

/** Whether nginx looks at a statement of a host before the locations with regular expressions. */
export const isBeforePatterns = ({ name, args }: Statement): boolean => name !== 'location' || args[0] === '^~';

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
