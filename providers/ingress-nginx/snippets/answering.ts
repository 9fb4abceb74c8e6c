import type { Origins, Sourced } from '../../../src/model/origin.ts';
import type { HeaderMatch, Match, Route, Scheme } from '../../../src/model/routing.ts';
import type { Answer } from './answers.ts';
import { belowPrefix, narrowed } from './places.ts';

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
  const forAll = answers.filter(everywhere);
  const apart = answers.flatMap(({ value, from }, i): readonly Route[] => {
    const { when } = value;
    if (when.kind !== 'path' && when.kind !== 'under') return [];
    const upTo = [...answers.slice(0, i).filter(everywhere), { value: { ...value, when: always }, from }];
    if (when.kind === 'path') return answered([], upTo, { ...place, path: { kind: 'exact', path: when.path } });
    const below = answered([], upTo, { ...place, path: { kind: 'prefix', path: when.prefix } });
    // A prefix of the Gateway API takes the path without a `/` as well.
    return when.bare ? [...withoutSlash(base, answers, place, when.prefix, from), ...below] : below;
  });
  const { path } = place;
  const nothingLeft = answers.some(
    ({ value: { when } }) => when.kind === 'under' && path.kind === 'prefix' && when.prefix === path.path,
  );
  return nothingLeft ? apart : [...apart, ...inTurn(base, forAll, place)];
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
    const { when } = value;
    if (when.kind === 'path') return [];
    const here =
      when.kind === 'under'
        ? belowPrefix(value, when.prefix, own, 'Exact')
        : when.kind === 'always'
          ? narrowed(value, prefixOf(place), own, 'Exact')
          : value;
    return here ? [{ value: here, from }] : [];
  });
  const path = { kind: 'exact', path: own } as const;
  const routes = base.map((route) => ({ ...route, match: { ...route.match, path } }));
  return answered(routes.length > 0 ? routes : [nothing(place.namespace, path, from)], given, { ...place, path });
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

const everywhere = ({ value: { when } }: Sourced<Answer>): boolean => when.kind !== 'path' && when.kind !== 'under';

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
