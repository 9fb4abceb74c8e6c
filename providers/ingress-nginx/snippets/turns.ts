import type { Origins } from '../../../src/model/origin.ts';
import { ipAccess } from '../features/ip-access.ts';
import type { Location, NginxIngress, Server } from '../site.ts';
import { type Statement, shortened } from '../snippet.ts';
import { listsOf } from './addresses.ts';
import type { Answer } from './answers.ts';
import type { Level } from './directives.ts';
import { type Part, speaksOf } from './parts.ts';
import { answerAt, isBeforePatterns, isOfPaths, pathOf } from './places.ts';

/** A part of a statement, where it was said, and what became of it. */
export interface Said {
  /** An annotation, or a key of the controller's ConfigMap. */
  readonly annotation: 'server-snippet' | 'configuration-snippet' | 'http-snippet' | 'location-snippet';
  readonly level: Level;
  readonly statement: Statement;
  readonly part: Part;
  readonly from: Origins;
}

/** What becomes of statements beside each other, by nginx's rules. */
export function inTurn(all: readonly Said[], server: Server, location: Location, owner: NginxIngress): readonly Said[] {
  const own = withoutInherited(all, location, owner);
  return withAnswersInTurn(withOneRewrite(withAddressesInTurn(own, owner)), server, location);
}

const become = (said: Said, part: Part): Said => ({ ...said, part });

/** nginx inherits these from the server only where a location has none of its own. */
function withoutInherited(all: readonly Said[], location: Location, owner: NginxIngress): readonly Said[] {
  const lists = owner.valuesOf(ipAccess);
  const own = new Set(all.filter(({ level }) => level === 'location').map(({ statement }) => familyOf(statement)));
  if (Object.keys(lists).length > 0) own.add('address');
  return all.map((one) => {
    const family = familyOf(one.statement);
    const gone = one.level === 'server' && family !== undefined && own.has(family) && one.part.kind !== 'opaque';
    return gone
      ? become(one, { kind: 'inert', because: `${location.written} has its own, which take its place` })
      : one;
  });
}

function familyOf({ name }: Statement): string | undefined {
  if (name === 'allow' || name === 'deny') return 'address';
  return name === 'add_header' || name.endsWith('_hide_header') ? name : undefined;
}

/** `allow` and `deny` are asked one after the other, those of annotations first. */
function withAddressesInTurn(all: readonly Said[], owner: NginxIngress): readonly Said[] {
  const rules = all.flatMap((one) => (one.part.kind === 'address' ? [one.part.rule] : []));
  const end = rules.findIndex(({ network }) => network === 'all');
  const lists = listsOf(rules);
  const decided = owner.valuesOf(ipAccess)['allowlist-source-range'];
  let turn = -1;
  return all.map((one) => {
    if (one.part.kind !== 'address') return one;
    turn++;
    if (speaksOf(owner, 'satisfy', 'any'))
      return become(one, { kind: 'opaque', because: 'satisfy makes it one way in among several' });
    if (decided)
      return become(one, { kind: 'inert', because: 'allowlist-source-range decides about every address before' });
    if (!lists)
      return become(one, {
        kind: 'opaque',
        because: 'a network is let in, and one around it is kept out, which two lists cannot say',
      });
    if (end >= 0 && turn > end) return become(one, { kind: 'inert', because: 'no address gets past "all"' });
    if (!lists.allow && !lists.deny) return become(one, { kind: 'inert', because: 'nobody is turned away' });
    return one;
  });
}

/** The first `rewrite … break` whose pattern holds ends the phase: what comes behind depends on the path as well. */
function withOneRewrite(all: readonly Said[]): readonly Said[] {
  const first = all.findIndex(({ part }) => part.kind === 'rewrite');
  const behind = all.slice(first + 1);
  if (
    first < 0 ||
    !behind.some(({ part }) => part.kind === 'rewrite' || part.kind === 'answer' || part.kind === 'denies')
  )
    return all;
  return all.map((one) =>
    one.part.kind === 'rewrite'
      ? become(one, { kind: 'opaque', because: 'what comes behind it depends on whether its pattern holds' })
      : one,
  );
}

/** The rewrite phase runs from top to bottom, and ends with the first answer. */
function withAnswersInTurn(all: readonly Said[], server: Server, location: Location): readonly Said[] {
  let answered: string | undefined;
  let shut: string | undefined;
  const headers: boolean[] = [];
  const subtrees = new Map<string, string>();
  const earlier = whatGoesBefore(all);
  const inItsTurn = (one: Said): Said => {
    const { part, statement } = one;
    if (part.kind !== 'answer') return one;
    const { answer } = part;
    // What keeps people out can stay: nobody gets in by it.
    const first = (shuts(answer) ? undefined : shut) ?? earlier(answer);
    if (first) return become(one, { kind: 'opaque', because: `${first} goes before it for some of its paths` });
    if (answer.when.kind === 'matching') {
      // That of a host has a route of its own before those of all locations; one inside of a location has none.
      if (one.annotation === 'server-snippet') return become(one, { kind: 'elsewhere' });
      return become(one, { kind: 'opaque', because: 'a pattern inside of a path has no form' });
    }
    const here = isOfPaths(answer) ? answerAt(answer, one.level, server, location) : part;
    if (here.kind !== 'answer') return become(one, here);
    const before =
      answered ??
      (isOfPaths(answer) ? startsOf(pathOf(answer.when)) : []).map((start) => subtrees.get(start)).find(Boolean);
    if (before !== undefined) return become(one, { kind: 'inert', because: `${before} answers before` });
    const { when } = here.answer;
    if (when.kind === 'header') headers.push(when.has);
    // A gateway asks first for what has the most conditions: more than one of these would change places.
    if (when.kind === 'header' && headers.length > 1 && headers.includes(false))
      return become(one, { kind: 'opaque', because: 'several conditions on headers have no order on a gateway' });
    const text = shortened(statement.text);
    if (when.kind === 'always') answered = text;
    if (when.kind === 'under' || when.kind === 'starting') subtrees.set(pathOf(when), text);
    return become(one, { ...part, answer: here.answer });
  };
  const turns = all.map((one) => {
    const turned = inItsTurn(one);
    // nginx takes a location within another before it looks at the statements beside it.
    if (answered === undefined && isWithin(turned) && turned.part.kind === 'opaque')
      shut ??= shortened(one.statement.text);
    return turned;
  });
  answered ??= answersBelowAndBare(turns, location);
  if (answered === undefined) return turns;
  return turns.map((one) => {
    const { part } = one;
    if (part.kind === 'opaque') return become(one, { kind: 'lost', because: part.because, stake: 'behaviour' });
    if (part.kind !== 'address' && part.kind !== 'denies') return one;
    return become(one, { kind: 'inert', because: `${answered} answers before` });
  });
}

/** What answers all that is below a path, where something answers the path itself as well: nobody gets past the two. */
function answersBelowAndBare(turns: readonly Said[], { path, pathType }: Location): string | undefined {
  const prefix = path.replace(/\/$/, '');
  const answers = turns.flatMap(({ part, statement }) =>
    part.kind === 'answer' ? [{ when: part.answer.when, statement }] : [],
  );
  const below = answers.find(({ when }) => when.kind === 'under' && when.prefix === prefix);
  if (pathType !== 'Prefix' || below?.when.kind !== 'under') return undefined;
  const isAll = !below.when.bare || answers.some(({ when }) => when.kind === 'path' && when.path === prefix);
  return isAll ? shortened(below.statement.text) : undefined;
}

const shuts = ({ action }: Answer): boolean => action.kind === 'respond' && action.keepsOut === true;

const isWithin = ({ level, statement }: Said): boolean => level === 'location' && statement.name === 'location';

/** All texts that a path starts with. */
const startsOf = (path: string): readonly string[] => Array.from(path, (_, i) => path.slice(0, i + 1));

/** What goes before a location of the host's snippet for some of its paths, which no pattern leaves out. */
function whatGoesBefore(all: readonly Said[]): (answer: Answer) => string | undefined {
  const ofHost = all.filter(({ part, level }) => level === 'server' && part.kind === 'answer');
  const first = ofHost.find(({ statement }) => isBeforePatterns(statement))?.statement;
  const inside = new Map<string, Statement>();
  for (const { part, statement } of ofHost) {
    if (part.kind !== 'answer' || part.answer.when.kind !== 'under') continue;
    for (const start of startsOf(pathOf(part.answer.when))) if (!inside.has(start)) inside.set(start, statement);
  }
  return ({ when }) => {
    const before = when.kind === 'matching' ? first : when.kind === 'starting' ? inside.get(when.text) : undefined;
    return before && shortened(before.text);
  };
}
