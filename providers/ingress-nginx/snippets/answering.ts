import type { Origins, Sourced } from '../../../src/model/origin.ts';
import type { HeaderMatch, Match, Route, Scheme } from '../../../src/model/routing.ts';
import { startingWith } from '../spellings.ts';
import type { Answer } from './answers.ts';
import { belowPrefix, isOfPaths, narrowed, pathOf } from './places.ts';

/** Where answers are given. */
interface AnsweringPlace {
  readonly namespace: string;
  readonly path: Match['path'];
}

/** Routes of one path, and the answers that come before them. */
export function answered(
  base: readonly Route[],
  answers: readonly Sourced<Answer>[],
  place: AnsweringPlace,
): readonly Route[] {
  if (answers.length === 0) return base;
  const apart = answers.flatMap((answer, i): readonly Route[] => {
    const { value, from } = answer;
    const { when } = value;
    if (!isOfPaths(value)) return [];
    const upTo = [...answers.slice(0, i).filter(everywhere), { value: { ...value, when: always }, from }];
    const at = (path: Match['path']) => answered([], upTo, { ...place, path });
    if (when.kind === 'path') return at({ kind: 'exact', path: when.path });
    const start = pathOf(value.when);
    const prefix = start.replace(/\/$/, '');
    const below = at({ kind: 'prefix', path: prefix });
    const pattern = when.kind === 'starting' ? startingWith(start) : undefined;
    // A prefix of the Gateway API takes whole elements, and the path without a `/` as well.
    return [
      ...(value.when.kind !== 'path' && value.when.bare ? withoutSlash(base, answers, place, prefix, from) : []),
      ...(pattern === undefined ? [] : at({ kind: 'regex', pattern })),
      ...below,
    ];
  });
  const { path } = place;
  const nothingLeft = answers.some(
    ({ value: { when } }) => when.kind === 'under' && path.kind === 'prefix' && when.prefix === path.path,
  );
  return nothingLeft ? apart : [...apart, ...inTurn(base, answers.filter(everywhere), place)];
}

/** The routes of one path, where no answer is for just this path. */
function withoutSlash(
  base: readonly Route[],
  answers: readonly Sourced<Answer>[],
  place: AnsweringPlace,
  own: string,
  from: Origins,
): readonly Route[] {
  if (answers.some(({ value: { when } }) => when.kind === 'path' && when.path === own)) return [];
  const given = answers.flatMap(({ value, from }) => {
    const here = atPath(value, place, own);
    return here ? [{ value: here, from }] : [];
  });
  const path = { kind: 'exact', path: own } as const;
  const routes = base.map((route) => ({ ...route, match: { ...route.match, path } }));
  return answered(routes.length > 0 ? routes : [nothing(place.namespace, path, from)], given, { ...place, path });
}

/** What an answer is at one path. */
function atPath(value: Answer, place: AnsweringPlace, own: string): Answer | undefined {
  const { when } = value;
  switch (when.kind) {
    case 'path':
      return undefined;
    case 'starting':
      return own.startsWith(when.text) ? { ...value, when: always } : undefined;
    case 'under':
      return belowPrefix(value, when.prefix, own, 'Exact');
    case 'always':
      return narrowed(value, prefixOf(place), own, 'Exact');
    default:
      return value;
  }
}

const prefixOf = ({ path }: AnsweringPlace): string => (path.kind === 'prefix' ? path.path.replace(/\/$/, '') : '');

/** What the controller's own default backend answers. */
const nothing = (namespace: string, path: Match['path'], from: Origins): Route => ({
  namespace,
  schemes: ['http', 'https'],
  match: { path, headers: [] },
  action: { kind: 'respond', status: 404, because: 'no Ingress has a path for it' },
  policies: {},
  from,
});

const always = { kind: 'always' } as const;

const everywhere = ({ value }: Sourced<Answer>): boolean => !isOfPaths(value);

function inTurn(
  base: readonly Route[],
  answers: readonly Sourced<Answer>[],
  { namespace, path }: AnsweringPlace,
): Route[] {
  const first: Route[] = [];
  const last: Route[] = [];
  let schemes: readonly Scheme[] = ['http', 'https'];
  let required: readonly HeaderMatch[] = [];
  const route = (
    { value: { action }, from }: Sourced<Answer>,
    at: readonly Scheme[],
    headers: readonly HeaderMatch[],
  ): Route => ({
    namespace,
    schemes: at,
    match: { path, headers },
    action,
    policies: {},
    from,
  });
  for (const answer of answers) {
    const { when } = answer.value;
    switch (when.kind) {
      case 'always':
        return [...first, route(answer, schemes, required), ...last];
      case 'scheme': {
        const taken = schemes.filter((scheme) => scheme === when.scheme);
        if (taken.length > 0) first.push(route(answer, taken, required));
        schemes = schemes.filter((scheme) => scheme !== when.scheme);
        break;
      }
      case 'header':
        if (when.has) first.push(route(answer, schemes, [...required, when.header]));
        else {
          // Who lacks the header falls through to it.
          last.unshift(route(answer, schemes, required));
          required = [...required, when.header];
        }
        break;
      case 'path':
      case 'under':
      case 'starting':
      case 'matching':
        break;
    }
  }
  const served = base.flatMap((one): Route[] => {
    const left = one.schemes.filter((scheme) => schemes.includes(scheme));
    if (left.length === 0) return [];
    return [{ ...one, schemes: left, match: { ...one.match, headers: [...required, ...one.match.headers] } }];
  });
  return [...first, ...served, ...last];
}
