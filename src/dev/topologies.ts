import type { KubernetesObject } from '../emit/fragment.ts';
import { defaultSettings, type EmitSettings } from '../emit/settings.ts';

const inInfra = { ...defaultSettings, gatewayNamespace: 'infra' };
const existing = { ...inInfra, existingGateway: true, gatewayName: 'main' };

/** Every way to lay out Gateways, for tests. */
export const layouts: Readonly<Record<string, EmitSettings>> = {
  'per-namespace': defaultSettings,
  shared: { ...inInfra, topology: 'shared' },
  'listener-sets': { ...inInfra, topology: 'listener-sets' },
  'existing, shared': { ...existing, topology: 'shared' },
  'existing, listener-sets': { ...existing, topology: 'listener-sets' },
};

/** The Gateway that an existing one is taken to be: it serves any host on both ports, and admits everybody. */
export const existingGateway: KubernetesObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'main', namespace: 'infra' },
  spec: {
    gatewayClassName: 'main',
    allowedListeners: { namespaces: { from: 'All' } },
    listeners: [
      { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } },
      {
        name: 'https',
        port: 443,
        protocol: 'HTTPS',
        tls: { certificateRefs: [{ name: 'any' }] },
        allowedRoutes: { namespaces: { from: 'All' } },
      },
    ],
  },
};
