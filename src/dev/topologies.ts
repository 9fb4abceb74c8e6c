import type { KubernetesObject } from '../emit/fragment.ts';
import type { GatewayApi } from '../emit/gateway-api.ts';
import { defaultSettings, type EmitSettings } from '../emit/settings.ts';

const inInfra = { ...defaultSettings, gatewayNamespace: 'infra' };
const existing = { ...inInfra, existingGateway: true, gatewayName: 'main' };

/** Every way to lay out Gateways. */
const layouts: Readonly<Record<string, EmitSettings>> = {
  'per-namespace': defaultSettings,
  shared: { ...inInfra, topology: 'shared' },
  'listener-sets': { ...inInfra, topology: 'listener-sets' },
  'existing, shared': { ...existing, topology: 'shared' },
  'existing, listener-sets': { ...existing, topology: 'listener-sets' },
};

/** How an estate is laid out. */
export interface Layout {
  readonly name: string;
  readonly settings: EmitSettings;
  /** The namespaces of its Ingresses, where they are in several. */
  readonly namespaces?: readonly string[];
}

/** Every layout that a release of the Gateway API knows, in turn. */
export function layoutOf(turn: number, api: GatewayApi): Layout {
  const possible = Object.entries(layouts).filter(
    ([, { topology }]) => topology !== 'listener-sets' || api.has('listenerSet'),
  );
  const [name, settings] = possible[turn % possible.length] ?? ['per-namespace', defaultSettings];
  // With a Gateway for each namespace, one namespace is enough: others are answered with an error, and that is told.
  return { name, settings, ...(settings.topology !== 'per-namespace' && { namespaces: ['default', 'admin', 'web'] }) };
}

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
