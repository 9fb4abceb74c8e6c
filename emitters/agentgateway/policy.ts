import type { JsonObject, PolicyFragment } from '../../src/emit/fragment.ts';

/** The kind of all policies of agentgateway. */
export const policyType = { apiVersion: 'agentgateway.dev/v1alpha1', kind: 'AgentgatewayPolicy' };

/** A part of the policy of one rule: everything under `spec.traffic`. */
export function traffic(settings: JsonObject): PolicyFragment {
  const spec = { traffic: settings };
  return { into: 'policy', type: policyType, attach: 'rule', suffix: 'traffic', spec };
}

/** A policy of a Service: one field under `spec.backend`. A rule's policy beats that of the Service. */
export function backend(suffix: string, settings: JsonObject): PolicyFragment {
  const spec = { backend: settings };
  return { into: 'policy', type: policyType, attach: 'service', elseRules: true, suffix, spec };
}
