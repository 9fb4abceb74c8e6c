import type { Sourced } from '../../../src/model/origin.ts';
import type { HeaderMatch, Match, Route, Scheme } from '../../../src/model/routing.ts';
import type { Answer } from './answers.ts';

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
  const onePath = answers.flatMap(({ value, from }, i) =>
    value.when.kind === 'path'
      ? answered(
          [],
          [...answers.slice(0, i).filter(everywhere), { value: { ...value, when: { kind: 'always' } }, from }],
          {
            ...place,
            path: { kind: 'exact', path: value.when.path },
          },
        )
      : [],
  );
  return [...onePath, ...inTurn(base, answers.filter(everywhere), place)];
}

const everywhere = ({ value }: Sourced<Answer>): boolean => value.when.kind !== 'path';

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
