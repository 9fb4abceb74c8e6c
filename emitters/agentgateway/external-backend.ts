import type { BackendRef, Place } from '../../src/emit/capabilities.ts';
import { joined, label } from '../../src/emit/names.ts';
import type { BackendTarget } from '../../src/model/routing.ts';
import { traffic } from './policy.ts';

const group = 'agentgateway.dev';
const kind = 'AgentgatewayBackend';

/** A name outside the cluster. The backend's own host name would go into `Host`, where nginx keeps the client's. */
export function externalBackend(
  { namespace, name, host, port }: Extract<BackendTarget, { kind: 'external' }>,
  { route }: Place,
): BackendRef {
  const backend = joined(label(name), String(port));
  return {
    ref: { group, kind, name: backend, ...(namespace !== route.namespace && { namespace }) },
    target: { group, kind, name: backend },
    fragments: [
      {
        into: 'object',
        object: {
          apiVersion: `${group}/v1alpha1`,
          kind,
          metadata: { name: backend, namespace },
          spec: { static: { host, port } },
        },
      },
      traffic({ hostRewrite: { mode: 'None' } }),
    ],
  };
}
