import type { GatewayApi } from '../../emit/gateway-api.ts';
import { atLeast } from '../../release.ts';
import { agentgatewayBackend } from './agentgateway-backend.ts';
import { agentgatewayPolicy } from './agentgateway-policy.ts';
import { backendTlsPolicy } from './backend-tls-policy.ts';
import { configMap, secret } from './core-kinds.ts';
import { gateway } from './gateway.ts';
import { grpcRoute } from './grpc-route.ts';
import { httpRoute } from './http-route.ts';
import type { Schema } from './judging.ts';
import { listenerSet } from './listener-set.ts';
import { objectFields } from './metadata.ts';
import { referenceGrant } from './reference-grant.ts';
import { anything, fields } from './shapes.ts';
import { tlsRoute } from './tls-route.ts';

type SchemaFor = (api: GatewayApi) => Schema<unknown> | undefined;

/** An object with a `spec`. What stands in its `status` is for the server to say. */
const withSpec =
  (spec: (api: GatewayApi) => Schema<unknown>): SchemaFor =>
  (api) =>
    fields({ ...objectFields, spec: spec(api) }, { status: anything });

/** Before 1.6 a grant need not say what it grants. */
const grant: SchemaFor = (api) =>
  atLeast(api.release, [1, 6, 0])
    ? withSpec(referenceGrant)(api)
    : fields(objectFields, { spec: referenceGrant(), status: anything });

/** A kind that not every release has, or no longer. */
const where =
  (isThere: (api: GatewayApi) => boolean, kind: SchemaFor): SchemaFor =>
  (api) =>
    isThere(api) ? kind(api) : undefined;

const tlsRoutes = withSpec(tlsRoute);

/** The kinds that we print, by `kind.apiVersion`. A kind may not be there yet in a release. */
const kinds: Readonly<Record<string, SchemaFor>> = {
  'Gateway.gateway.networking.k8s.io/v1': withSpec(gateway),
  'ListenerSet.gateway.networking.k8s.io/v1': where((api) => api.has('listenerSet'), withSpec(listenerSet)),
  'HTTPRoute.gateway.networking.k8s.io/v1': withSpec(httpRoute),
  'GRPCRoute.gateway.networking.k8s.io/v1': withSpec(grpcRoute),
  'TLSRoute.gateway.networking.k8s.io/v1': where((api) => api.has('tlsRouteV1'), tlsRoutes),
  'TLSRoute.gateway.networking.k8s.io/v1alpha3': where((api) => api.channel === 'experimental', tlsRoutes),
  'BackendTLSPolicy.gateway.networking.k8s.io/v1': withSpec(backendTlsPolicy),
  'ReferenceGrant.gateway.networking.k8s.io/v1': where(({ release }) => atLeast(release, [1, 5, 0]), grant),
  'ReferenceGrant.gateway.networking.k8s.io/v1beta1': grant,
  'AgentgatewayPolicy.agentgateway.dev/v1alpha1': withSpec(agentgatewayPolicy),
  'AgentgatewayBackend.agentgateway.dev/v1alpha1': withSpec(agentgatewayBackend),
  'ConfigMap.v1': configMap,
  'Secret.v1': secret,
};

const made = new WeakMap<GatewayApi, Map<string, Schema<unknown> | undefined>>();

/** The schema of a kind in a release; made when it is first asked for. */
export function schemaOf(apiVersion: string, kind: string, api: GatewayApi): Schema<unknown> | undefined {
  const name = `${kind}.${apiVersion}`;
  if (!Object.hasOwn(kinds, name)) return undefined;
  const schemas = made.get(api) ?? new Map<string, Schema<unknown> | undefined>();
  made.set(api, schemas);
  if (!schemas.has(name)) schemas.set(name, kinds[name]?.(api));
  return schemas.get(name);
}

/** The kinds, as messages call them. */
export const kindNames = (): readonly string[] => {
  const names = Object.keys(kinds).map((name) =>
    name.replace(/^(\w+)\.(?:(.+)\/)?.*$/, (_, kind, group) => (group ? `${kind} (${group})` : kind)),
  );
  return [...new Set(names)].sort();
};

/** Whether we know every field that the kinds of a version have. Of agentgateway we know those that we write. */
export const knowsAllOf = (apiVersion: string): boolean => !apiVersion.startsWith('agentgateway.dev/');

/** Whether there is a schema for the kind in some release. */
export const isKnown = (apiVersion: string, kind: string): boolean => Object.hasOwn(kinds, `${kind}.${apiVersion}`);
