import type { JsonObject, PolicyFragment } from '../../src/emit/fragment.ts';
import { longestExpression } from './cel.ts';
import { traffic } from './policy.ts';
import type { Target } from './release.ts';

/** CEL that must be true, beside whatever else must be. An expression that fails counts as false: nobody gets in by mistake. */
export const required = (expression: string): PolicyFragment =>
  traffic({ authorization: { action: 'Require', policy: { matchExpressions: [expression] } } });

interface Authorization extends JsonObject {
  readonly action: string;
  readonly policy: { readonly matchExpressions: readonly string[] };
}

/**
 * Before `Require` came, one expression that allows said the same: several would each be enough. Where they are too long
 * together, nobody is let in: the API server would refuse the policy, and everybody would be.
 */
export const finishPolicy =
  (target: Target) =>
  (spec: JsonObject): JsonObject => {
    const ofTraffic = spec['traffic'] as JsonObject | undefined;
    const authorization = ofTraffic?.['authorization'] as Authorization | undefined;
    if (target.has('require') || authorization?.action !== 'Require') return spec;
    const { matchExpressions } = authorization.policy;
    const joined = matchExpressions.map((one) => `(${one})`).join(' && ');
    const all =
      matchExpressions.length === 1 ? matchExpressions : [joined.length > longestExpression ? 'false' : joined];
    return {
      ...spec,
      traffic: { ...ofTraffic, authorization: { action: 'Allow', policy: { matchExpressions: all } } },
    };
  };
