import type { PolicyKind } from './policies/index.ts';
import { policyInfo } from './policies/info.ts';
import type { Route } from './routing.ts';

/** Whether a route keeps somebody out, who gets in where another route takes its requests. */
export const keepsSomebodyOut = ({ action, policies }: Route): boolean =>
  (action.kind === 'respond' && action.keepsOut === true) ||
  (Object.keys(policies) as PolicyKind[]).some((kind) => policyInfo[kind].without === 'open');
