import type { GatewayApi } from '../../emit/gateway-api.ts';
import { scope } from './experimental.ts';
import type { Rule } from './judging.ts';
import { hostname, sectionName } from './names.ts';
import { parentRefs } from './refs.ts';
import { areDistinct } from './rules.ts';
import { integer, list } from './shapes.ts';

/** The name of a rule. */
export const ruleName = sectionName;

/** What every route has: what it is attached to. */
export const routeFields = ({ channel }: GatewayApi) => ({
  parentRefs: parentRefs(channel),
  ...(channel === 'experimental' && { useDefaultGateways: scope }),
});

/** Only the experimental channel says that names of rules must differ. */
export const ruleNames = ({ channel }: GatewayApi): Rule<readonly { readonly name?: string }[]>[] =>
  channel === 'standard'
    ? []
    : [
        [
          'no two rules may have one name',
          (rules) =>
            areDistinct(
              rules.flatMap(({ name }) => name ?? []),
              (name) => name,
            ),
        ],
      ];

/** How much a backend gets of all. */
export const weight = integer(0, 1_000_000);

/** The hosts of a route. */
export const hostnames = (max: number, min = 0, ...rules: Rule<readonly string[]>[]) =>
  list(hostname, { min, max }, ...rules);

interface Matching {
  readonly matches?: readonly unknown[];
}

/** What a whole route may match; a rule without matches counts for so many. */
export const mostMatches = (withoutMatches: number): Rule<readonly Matching[]> => [
  'the rules of a route may have 128 matches in all',
  (rules) => rules.reduce((sum, { matches }) => sum + (matches?.length ?? withoutMatches), 0) <= 128,
];
