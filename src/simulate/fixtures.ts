import type { KubernetesObject } from './objects.ts';
import type { TrafficSpec } from './policy-spec.ts';
import type { HttpRule } from './route-spec.ts';

/** Listeners of the Gateway `shop` that serve any host. */
export const http = { name: 'http', port: 80, protocol: 'HTTP' };
/** The same over TLS. */
export const https = { name: 'https', port: 443, protocol: 'HTTPS' };

/** The Gateway `shop`. */
export function gateway(...listeners: readonly object[]): KubernetesObject {
  return { kind: 'Gateway', metadata: { name: 'shop' }, spec: { listeners } };
}

/** An object whose spec the type system need not know. */
export function object(kind: string, name: string, spec: object, metadata: object = {}): KubernetesObject {
  return { kind, metadata: { name, ...metadata }, spec };
}

/** A route on the Gateway `shop`. */
export function route(
  name: string,
  rules: readonly HttpRule[],
  spec: object = {},
  metadata: object = {},
): KubernetesObject {
  return object('HTTPRoute', name, { parentRefs: [{ name: 'shop' }], rules, ...spec }, metadata);
}

/** A rule that sends the paths below a prefix to the Service of this name. */
export function rule(prefix: string, service: string): HttpRule {
  return { matches: [{ path: { type: 'PathPrefix', value: prefix } }], backendRefs: [{ name: service, port: 80 }] };
}

/** A policy for something of the kind and name. */
export function policy(
  name: string,
  target: { readonly kind: string; readonly name: string; readonly sectionName?: string },
  traffic: TrafficSpec,
): KubernetesObject {
  return object('AgentgatewayPolicy', name, { targetRefs: [target], traffic });
}
