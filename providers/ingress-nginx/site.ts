import { type AnnotationSpecs, featuresOf, type Values } from '../../src/annotations.ts';
import type { Origins, Sourced } from '../../src/model/origin.ts';
import type {
  BackendTls,
  ClientIdentity,
  HostPolicies,
  PolicySet,
  SecretRef,
  SessionAffinity,
} from '../../src/model/policies/index.ts';
import type { Ingress, IngressPath, IngressRule, ServicePort } from '../ingress/ingress.ts';
import type { ControllerConfig } from './config/config.ts';
import type { Inputs } from './inputs.ts';
import type { Snippet } from './snippet.ts';
import type { Reading } from './snippets/reading.ts';

/** What the controller builds out of all Ingresses of one class: the servers of one nginx. */
export interface Site {
  readonly className: string;
  readonly servers: readonly Server[];
}

/** One `server` block. */
export interface Server {
  /** `''` for nginx's `_`, the server of every name that no other server has. */
  readonly host: string;
  /** Its Ingresses in the controller's order, canaries left out. */
  readonly ingresses: readonly NginxIngress[];
  /** In nginx's order: longest path first, then in reverse of the alphabet. `withHalves` adds what all prefixes have. */
  readonly locations: readonly Location[];
  /** Every location is a case-insensitive regular expression. */
  readonly regex: boolean;
  readonly aliases: readonly Alias[];
  readonly tls: ServerTls;
  /** `/` answers 302 to here, before anything else happens. */
  readonly appRoot?: Sourced<string>;
  /** The other one of `www.x` and `x`, which redirects here. */
  readonly www?: Sourced<{ readonly host: string; readonly certificate?: Sourced<SecretRef> }>;
  /** nginx configuration for all paths: the first Ingress to have some decides. */
  readonly snippet?: Sourced<Snippet>;
  /** What holds for the host before anybody looks at a path. */
  readonly policies: PolicySet<HostPolicies>;
  /** What becomes of the certificates of clients over TLS, at every path. */
  readonly identity?: ClientIdentity;
  /** Why every request is answered with 403. */
  readonly shut?: Sourced<string>;
  /** Connections to port 443 are handed on unread. */
  readonly passthrough?: Sourced<boolean>;
  /** `proxy_ssl_*` at server level: what locations inherit that have none of their own. */
  readonly backendTls?: { readonly by: NginxIngress; readonly tls: BackendTls };
}

/** Where its Ingresses name the host of a server: by their rules, or by a backend for every host where they have none. */
export const placesOf = ({ host, ingresses }: Server): Origins =>
  ingresses.flatMap(({ ingress: { rules, defaultBackend } }) =>
    rules.length === 0
      ? [...(defaultBackend?.from ?? [])]
      : rules.flatMap((rule) => (rule.host === host ? [...rule.from] : [])),
  ) as unknown as Origins;

/** One more name of a server. */
export interface Alias {
  readonly host: string;
  readonly certificate?: Sourced<SecretRef>;
  readonly from: Origins;
}

/** What a server does on port 443. */
interface ServerTls {
  /** What makes the controller hold a certificate for the name, be it the default one: `ssl-redirect` works. */
  readonly redirects: Origins | undefined;
  readonly certificate: Sourced<SecretRef> | undefined;
}

/** One `location`, before nginx's syntax multiplies it. */
export interface Location {
  readonly path: string;
  /** As the Ingress has it, before nginx's syntax adds a `/`. */
  readonly written: string;
  /** Where it stands among the paths of the server, in the order of Ingresses, rules and paths. */
  readonly position: number;
  readonly pathType: 'Exact' | 'Prefix';
  /** The `/` that every server has, whether or not an Ingress wrote it. */
  readonly implicit: boolean;
  /** Why the backend cannot be read: the location answers with an error. */
  readonly broken: string | undefined;
  /** The exact half of a prefix, which nginx needs beside the prefix with its `/`. It matters among regular expressions only. */
  readonly copy: boolean;
  /** Absent: the controller's own default backend, which answers 404. */
  readonly upstream: Upstream | undefined;
  /** Whose annotations apply. Absent on the default server's `/`. */
  readonly owner: NginxIngress | undefined;
  readonly from: Origins;
}

/** One `upstream`: a Service and port as Ingresses write it, shared by all locations that do. */
export interface Upstream {
  readonly id: string;
  readonly namespace: string;
  readonly service: string;
  readonly port: ServicePort;
  readonly from: Origins;
  /** The first Ingress that names it, whose settings for the choice of endpoints count for all. */
  readonly by: NginxIngress;
  /** How clients come back to their endpoint, by what all Ingresses with paths to it say. */
  readonly affinity: SessionAffinity | undefined;
  /** The canary that takes a share of this upstream's requests. The controller reads the first one only. */
  readonly canary?: { readonly by: NginxIngress; readonly upstream: Upstream };
}

/** An Ingress with its annotations read. */
export interface NginxIngress {
  readonly ingress: Ingress;
  /** The features that it or a default says something of, in order: one list for all Ingresses that speak of the same. */
  readonly spoken: readonly AnnotationSpecs[];
  readonly valuesOf: <A extends AnnotationSpecs>(feature: { readonly annotations: A }) => Values<A>;
  /** It only lends its backends to the paths of others. */
  readonly isCanary: boolean;
  /** Its paths with their rules, in the order in which they are written. */
  readonly paths: readonly OwnPath[];
  /** Every location of the Ingress answers 503: the controller cannot read an annotation that guards it. */
  readonly denied: Denial | undefined;
  /** Every location of its hosts answers 403, for the same reason. */
  readonly hostDenied: Denial | undefined;
}

/** A path that an Ingress writes. */
export interface OwnPath {
  readonly rule: IngressRule;
  readonly path: IngressPath;
  /** The upstream that it leads to; `''` where its backend is no Service. */
  readonly upstream: string;
}

/** Whether an annotation says it, and not a default. */
export const saidByIngress = ({ from: [{ path }] }: Sourced<unknown>): boolean => path[1] === 'annotations';

/** The annotation that made the controller refuse to serve. */
export interface Denial {
  readonly annotation: string;
  readonly from: Origins;
}

/** What a feature may know when it lowers its annotations. */
export interface At {
  readonly server: Server;
  readonly location: Location;
  readonly owner: NginxIngress;
  readonly upstream: Upstream;
  /** What the input holds of a Secret. */
  readonly secret: SecretLookup;
  readonly inputs: Inputs;
  readonly config: ControllerConfig;
  /** What the snippets of the host and the Ingress come to here. */
  readonly reading: Reading;
}

/** The key names of a Secret, with the text of `ca.crt`; `undefined` where the Secret is not among the inputs. */
export type SecretLookup = (ref: SecretRef) => SecretFacts | undefined;

/** What may be known of a Secret: never a private key. */
export interface SecretFacts {
  readonly keys: ReadonlySet<string>;
  /** PEM text of `ca.crt`. */
  readonly ca?: string;
  /** PEM text of `tls.crt`. */
  readonly certificate?: string;
  readonly from: Origins;
}

/** Declares a feature of this provider. */
export const feature = featuresOf<At>();

/** As messages call it. */
export const nameOf = ({ ingress }: NginxIngress): string => ingress.fullName;
