import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Origins, Sourced } from '../../../src/model/origin.ts';
import type { PolicySet, RoutePolicies } from '../../../src/model/policies/index.ts';
import type { ControllerConfig } from '../config/config.ts';
import type { Location, NginxIngress, Server } from '../site.ts';
import { everyStatement, type Snippet, type Statement, shortened } from '../snippet.ts';
import { factsOf } from '../variables.ts';
import { snippetAnnotations } from './annotations.ts';
import { type Answer, answerOf, answers } from './answers.ts';
import { isOwnVariable, type Level } from './directives.ts';
import { saidByController } from './of-controller.ts';
import { ownerOfPath } from './ownership.ts';
import { type Part, partsOf } from './parts.ts';
import { belowPrefix, isBeforePatterns } from './places.ts';
import { policiesOf } from './policies.ts';
import { tell } from './telling.ts';
import { inTurn, type Said } from './turns.ts';

/** What the snippets of a host and of an Ingress come to for one location. */
export interface Reading {
  /** In nginx's order. Nothing comes after one that answers everybody. */
  readonly answers: readonly Sourced<Answer>[];
  readonly policies: PolicySet<RoutePolicies>;
  /** Tells what is not converted, and what comes out different. `inVain`: why nothing gets to what is. */
  readonly tell: (report: Report, inVain?: string) => void;
}

/** Reads the snippets that a location is served with. */
export function readingOf(server: Server, location: Location, owner: NginxIngress, config: ControllerConfig): Reading {
  const own = owner.valuesOf({ annotations: snippetAnnotations })['configuration-snippet'];
  const byController = saidByController(config);
  if (!server.snippet && !own && byController.length === 0) return silence;
  const said = inTurn([...saidBy(server, location, owner, own), ...byController], server, location, owner);
  return {
    answers: said.flatMap(({ part, from }) => (part.kind === 'answer' ? [{ value: part.answer, from }] : [])),
    policies: policiesOf(said),
    tell: (report, inVain) => {
      for (const one of said) tell(one, report, inVain);
    },
  };
}

/** No snippet at all. */
const silence: Reading = { answers: [], policies: {}, tell: () => {} };

/** Whether it answers everybody, so that nobody gets to a backend. */
export const answersAll = ({ answers }: Reading): boolean => answers.some(({ value }) => value.when.kind === 'always');

/**
 * What the host answers to one path before it looks for a location. `undefined` where a statement is for just this path:
 * its answer stands with the location that would get the path.
 */
export function serverAnswers(server: Server, path: string): readonly Sourced<Answer>[] | undefined {
  const { snippet } = server;
  if (!snippet || 'problem' in snippet.value) return [];
  const given: Sourced<Answer>[] = [];
  for (const statement of snippet.value.statements) {
    // `/` is answered before any location is looked for.
    if (statement.name === 'location' && path === '/') continue;
    const found = answers.test(statement.name) ? answerOf(statement, server) : undefined;
    if (found?.kind !== 'answer') continue;
    const { when } = found.answer;
    if (when.kind === 'path' && when.path === path) return undefined;
    if (when.kind === 'path' || when.kind === 'starting' || when.kind === 'matching') continue;
    const value = when.kind === 'under' ? belowPrefix(found.answer, when.prefix, path, 'Exact') : found.answer;
    if (value) given.push({ value, from: snippet.from });
  }
  return given;
}

/** What the locations of a host's own do before those of Ingresses. */
interface OwnLocations {
  /** In nginx's order. */
  readonly shut: readonly Shut[];
  /** Paths that nginx knows without a pattern. */
  readonly exact: ReadonlySet<string>;
}

/** Paths that nobody gets into, and what nginx answers there. */
interface Shut {
  readonly when: Extract<Answer['when'], { kind: 'matching' }>;
  readonly action: Answer['action'];
  /** The statement. */
  readonly text: string;
  readonly from: Origins;
}

const none: OwnLocations = { shut: [], exact: new Set() };

/** The paths that regular expressions of the host's snippet shut, and those that come before. */
export function ownLocations(server: Server): OwnLocations {
  const { snippet } = server;
  if (!snippet || 'problem' in snippet.value) return none;
  const { from } = snippet;
  const answered = snippet.value.statements.flatMap((statement) => {
    const found = answers.test(statement.name) ? answerOf(statement, server) : undefined;
    return found?.kind === 'answer' ? [{ statement, ...found.answer }] : [];
  });
  // All paths of the host are shut where something goes before.
  if (answered.some(({ statement }) => isBeforePatterns(statement))) return none;
  return {
    shut: answered.flatMap(({ statement, when, action }) =>
      when.kind === 'matching' ? [{ when, action, text: shortened(statement.text), from }] : [],
    ),
    exact: new Set([
      ...answered.flatMap(({ when }) => (when.kind === 'path' ? [when.path] : [])),
      ...exactWithin(server),
    ]),
  };
}

/** The paths that locations of Ingresses know by a location within them, where nginx takes the path to those. */
const exactWithin = (server: Server): readonly string[] =>
  [...new Set(server.locations.map(({ owner }) => owner))].flatMap((owner) => {
    const own = owner?.valuesOf({ annotations: snippetAnnotations })['configuration-snippet']?.value;
    if (!own || 'problem' in own) return [];
    return own.statements.flatMap(({ name, args: [operator, path = ''] }) =>
      name === 'location' && operator === '=' && isTakenTo(owner, path, server) ? [path] : [],
    );
  });

function isTakenTo(owner: NginxIngress | undefined, path: string, server: Server): boolean {
  const by = ownerOfPath(server, path);
  return typeof by === 'object' && by.owner === owner;
}

function saidBy(
  server: Server,
  location: Location,
  owner: NginxIngress,
  own: Sourced<Snippet> | undefined,
): readonly Said[] {
  const sources = [
    { annotation: 'server-snippet', level: 'server', snippet: server.snippet },
    { annotation: 'configuration-snippet', level: 'location', snippet: own },
  ] as const;
  const all = sources.flatMap(({ snippet }) =>
    snippet && 'statements' in snippet.value ? snippet.value.statements : [],
  );
  const variables = variablesOf(all);
  return sources.flatMap(({ annotation, level, snippet }) => {
    if (!snippet) return [];
    const { value, from } = snippet;
    if ('problem' in value) {
      const part: Part = { kind: 'opaque', because: `nginx cannot read it, and loads nothing: ${value.problem}` };
      return [{ annotation, level, from, part, statement: { name: '', args: [], text: '' } }];
    }
    const context = {
      annotation: snippet,
      facts: factsOf({ owner, upstream: location.upstream }),
      variables,
      level,
      server,
      owner,
      all,
    };
    return inPhases(value.statements, level).flatMap((statement) =>
      partsOf(statement, context).map((part): Said => ({ annotation, level, from, part, statement })),
    );
  });
}

/**
 * nginx looks for a location when the statements of the host are done, and for one within a location before it looks at any
 * statement there: an exact one first, and then the longest.
 */
function inPhases(statements: readonly Statement[], level: Level): readonly Statement[] {
  const isLocation = ({ name }: Statement) => name === 'location';
  const rank = ({ args }: Statement) => (args[0] === '=' ? Number.POSITIVE_INFINITY : (args.at(-1)?.length ?? 0));
  const locations = statements.filter(isLocation).sort((a, b) => rank(b) - rank(a) || 0);
  if (locations.length === 0) return statements;
  const others = statements.filter((one) => !isLocation(one));
  return level === 'server' ? [...others, ...locations] : [...locations, ...others];
}

/** What the variables of the snippets' own stand for when an answer is written: the last one to set them decides. */
function variablesOf(all: readonly Statement[]): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  const conditional = new Set(
    all.flatMap(({ block }) => everyStatement(block ?? [])).map(({ args: [name = ''] }) => name),
  );
  for (const { args } of all.filter(isOwnVariable)) {
    const [name = '', text = ''] = args;
    // What a condition may change has no value that can be told.
    if (conditional.has(name)) continue;
    const value = text.replace(
      /\$\{(\w+)\}|\$(\w+)/g,
      (whole, a?: string, b?: string) => variables.get(a ?? b ?? '') ?? whole,
    );
    variables.set(name.slice(1), value);
  }
  return variables;
}
