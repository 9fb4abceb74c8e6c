import type { PolicyKind } from './policies/index.ts';
import { policyInfo } from './policies/info.ts';
import type { Route } from './routing.ts';

/** Whether a route keeps somebody out, who gets in where another route takes its requests. */
export function keepsSomebodyOut({ action, policies }: Route): boolean {
  if (action.kind === 'respond' && action.keepsOut === true) return true;
  for (const kind in policies) if (policyInfo[kind as PolicyKind].without === 'open') return true;
  return false;
}
