/** The fields of the Kubernetes objects that decide where a request goes. Everything else in them is ignored. */

import type { PolicySpec } from './policy-spec.ts';
import type { GrpcRule, HttpRule, RouteRule, RouteSpec } from './route-spec.ts';

/** Any object as `JSON.parse` gives it. */
export interface KubernetesObject {
  readonly apiVersion?: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly spec?: unknown;
}

/** What identifies an object. */
interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly creationTimestamp?: string;
}

/** An object whose kind, and so the shape of its spec, is known. */
export interface Resource<K extends keyof Specs = keyof Specs> extends KubernetesObject {
  readonly kind: K;
  readonly spec: Specs[K];
}

/** A route that an HTTP or HTTPS listener serves. */
export type HttpOrGrpcRoute = Resource<'HTTPRoute'> | Resource<'GRPCRoute'>;

/** A route of any kind that can be simulated. */
export type Route = HttpOrGrpcRoute | Resource<'TLSRoute'>;

/** The spec of each kind that the simulator reads. */
interface Specs {
  readonly Gateway: {
    readonly listeners: readonly Listener[];
    readonly allowedListeners?: AllowedNamespaces;
    readonly tls?: { readonly frontend?: FrontendTls };
  };
  readonly ListenerSet: { readonly parentRef: ObjectReference; readonly listeners: readonly Listener[] };
  readonly HTTPRoute: RouteSpec & { readonly rules?: readonly HttpRule[] };
  readonly GRPCRoute: RouteSpec & { readonly rules?: readonly GrpcRule[] };
  readonly TLSRoute: RouteSpec & { readonly rules?: readonly RouteRule[] };
  readonly ReferenceGrant: {
    readonly from: readonly { readonly group: string; readonly kind: string; readonly namespace: string }[];
    readonly to: readonly { readonly group: string; readonly kind: string; readonly name?: string }[];
  };
  readonly AgentgatewayBackend: { readonly static?: { readonly host?: string; readonly port?: number } };
  readonly AgentgatewayPolicy: PolicySpec;
  readonly Namespace: unknown;
}

/** A name, in the namespace of the one who refers unless it says otherwise. */
export interface ObjectReference {
  readonly group?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name: string;
}

/** A listener of a Gateway or a ListenerSet. */
export interface Listener {
  readonly name: string;
  readonly hostname?: string;
  readonly port: number;
  readonly protocol: string;
  readonly allowedRoutes?: AllowedNamespaces & { readonly kinds?: readonly { readonly kind: string }[] };
}

/** Whose certificates clients need, on all ports and on some. */
interface FrontendTls {
  readonly default?: CertificateDemand;
  readonly perPort?: readonly { readonly port: number; readonly tls?: CertificateDemand }[];
}

/** Without a validation no certificate is asked for. */
interface CertificateDemand {
  readonly validation?: { readonly mode?: 'AllowValidOnly' | 'AllowInsecureFallback' };
}

/** Whose namespaces may attach. */
export interface AllowedNamespaces {
  readonly namespaces?: {
    readonly from?: 'All' | 'Same' | 'Selector' | 'None';
    readonly selector?: LabelSelector;
  };
}

/** A choice of objects by their labels. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    readonly values?: readonly string[];
  }[];
}

/** The objects of one kind. */
export function ofKind<K extends keyof Specs>(objects: readonly KubernetesObject[], kind: K): readonly Resource<K>[] {
  // Nothing here validates: what the converter prints is checked against the CRDs before it is simulated.
  return objects.filter((object) => object.kind === kind) as readonly KubernetesObject[] as readonly Resource<K>[];
}

/** Where an object lives. */
export function namespaceOf(object: KubernetesObject): string {
  return object.metadata.namespace ?? 'default';
}

/** `namespace/name`, as the Gateway API orders objects and as users name them. */
export function nameOf(object: KubernetesObject): string {
  return `${namespaceOf(object)}/${object.metadata.name}`;
}

/** Older first, then by name. What was never created is younger than everything that was. */
export function compareAge(a: KubernetesObject, b: KubernetesObject): number {
  return (
    compareText(a.metadata.creationTimestamp ?? '~', b.metadata.creationTimestamp ?? '~') ||
    compareText(nameOf(a), nameOf(b))
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
