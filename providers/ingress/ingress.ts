import type { Origins } from '../../src/model/origin.ts';
import type { Manifest } from '../../src/read/manifest.ts';

/** An Ingress of any served version, in one shape. */
export interface Ingress {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly name: string;
  /** `namespace/name`, as messages and the controller's order have it. */
  readonly fullName: string;
  /** `metadata.creationTimestamp`, RFC 3339; `''` where the object was never on a cluster. */
  readonly created: string;
  /** `spec.ingressClassName`. */
  readonly className: string | undefined;
  /** The `kubernetes.io/ingress.class` annotation. */
  readonly classAnnotation: string | undefined;
  readonly defaultBackend: IngressBackend | undefined;
  readonly rules: readonly IngressRule[];
  readonly tls: readonly IngressTls[];
}

/** One element of `spec.rules`. */
export interface IngressRule {
  /** Lower case; `''` for any host. */
  readonly host: string;
  readonly paths: readonly IngressPath[];
  readonly from: Origins;
}

/** One element of `spec.rules[].http.paths`. */
export interface IngressPath {
  /** As written; `''` where it is left out. */
  readonly path: string;
  readonly pathType: PathType;
  readonly backend: IngressBackend;
  readonly from: Origins;
}

/** What the API server knows as a path type. */
export type PathType = 'Exact' | 'Prefix' | 'ImplementationSpecific';

/** Where a path leads. */
export type IngressBackend =
  | { readonly kind: 'service'; readonly name: string; readonly port: ServicePort; readonly from: Origins }
  | { readonly kind: 'resource'; readonly resource: string; readonly from: Origins }
  /** Cannot be read: the path is there, and leads nowhere. */
  | { readonly kind: 'invalid'; readonly problem: string; readonly from: Origins };

/** A port by number, by name, or left out. */
export type ServicePort = number | string | undefined;

/** One element of `spec.tls`. */
export interface IngressTls {
  /** Lower case. */
  readonly hosts: readonly string[];
  /** `''` where none is named: the controller's default certificate. */
  readonly secretName: string;
  readonly from: Origins;
}

/** A backend's port as the controller writes it into names: `80`, `http`. */
export const portText = (port: ServicePort): string => (port === undefined ? '' : String(port));
