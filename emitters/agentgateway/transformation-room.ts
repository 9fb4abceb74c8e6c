import type { ExternalAuth } from '../../src/model/policies/index.ts';
import type { Route } from '../../src/model/routing.ts';

/** The most entries that a list of a transformation may have. With more the API server refuses the policy, guards and all. */
const most = 16;

/** The headers that an authentication service gives the backend, in lower case. */
export const toldBy = ({ responseHeaders }: Pick<ExternalAuth, 'responseHeaders'>): string[] => [
  ...new Set((responseHeaders?.value ?? []).map((name) => name.toLowerCase())),
];

/** Those of the service that a route asks, alone or as one of several ways in. */
export const toldOn = ({ policies }: Route): string[] =>
  toldBy(policies['external-auth'] ?? policies['any-access']?.checks.value.service ?? {});

/** How many headers a rule can set by expressions, beside its new path, its new host and what tells of a client certificate. */
export function roomForHeaders({ policies }: Route): number {
  const path = policies['path-rewrite'] ? 1 : 0;
  const host = policies['host-rewrite'] ? 1 : 0;
  const identity = policies['client-identity'] ? 4 : 0;
  return most - path - host - identity;
}
