import type { Origins, Sourced } from './origin.ts';
import type {
  BackendPolicies,
  CapturedPath,
  HostPolicies,
  PolicySet,
  RoutePolicies,
  SecretRef,
} from './policies/index.ts';

/** All that one conversion knows about traffic: no Ingress in it, no Gateway either. */
export interface RoutingModel {
  readonly hosts: readonly VirtualHost[];
}

/** Which listeners a request can come in by. */
export type Scheme = 'http' | 'https';

/** One host name, or several that are served alike, and everything a proxy does for requests to it. */
export interface VirtualHost {
  /** The name and its aliases; `''` is any host that no other virtual host names, `*.x` one that ends in `.x`. */
  readonly hostnames: readonly [string, ...string[]];
  /** What the traffic enters by. Which namespace it lives in is the topology's choice. */
  readonly gateway: { readonly name: string; readonly className: string };
  /** Where the objects of the host live when it has no route of its own. */
  readonly namespace: string;
  /** The name that route objects of this host start with. */
  readonly name: string;
  /** Served over HTTPS with this certificate; only over HTTP where there is none. */
  readonly certificate?: Sourced<SecretRef> | undefined;
  /** TLS connections for the host go to this backend unread. */
  readonly passthrough?: Backend | undefined;
  readonly policies: PolicySet<HostPolicies>;
  /** First match wins among routes whose matches are equally specific. */
  readonly routes: readonly Route[];
  /** Labels and annotations of other tools that belong on the objects of this host. */
  readonly carried: Carried;
  readonly from: Origins;
}

/** Annotations of other tools (certificates, DNS) by the object that they belong on. */
export interface Carried {
  readonly gateway: readonly CarriedAnnotation[];
  readonly route: readonly CarriedAnnotation[];
}

/** One annotation that keeps its name and value. */
export interface CarriedAnnotation {
  /** What it is about, of all that an object stands for. */
  readonly concerns: 'certificates' | 'names';
  readonly name: string;
  readonly value: Sourced<string>;
}

/** One match and what becomes of a request that meets it. */
export interface Route {
  readonly namespace: string;
  readonly schemes: readonly Scheme[];
  readonly match: Match;
  readonly action: Action;
  readonly policies: PolicySet<RoutePolicies>;
  readonly from: Origins;
}

/** All conditions must hold. */
export interface Match {
  readonly path: PathMatch;
  readonly headers: readonly HeaderMatch[];
}

/** What the path of a request must be, percent-encoded as it travels. */
export type PathMatch =
  | { readonly kind: 'exact'; readonly path: string }
  /** Element-wise: `/a` holds `/a/b` and not `/ab`. */
  | { readonly kind: 'prefix'; readonly path: string }
  | RegexMatch;

/** RE2 syntax; the whole path must match. */
interface RegexMatch {
  readonly kind: 'regex';
  readonly pattern: string;
  /** The element-wise, case-sensitive prefix that comes closest, where there is one. */
  readonly prefix?: string;
}

/** What a header must hold: a whole value, or an RE2 pattern for the whole value. */
export interface HeaderMatch {
  readonly name: string;
  readonly kind: 'exact' | 'regex';
  readonly value: string;
}

/** What becomes of a matched request. */
export type Action =
  | { readonly kind: 'forward'; readonly to: readonly [Backend, ...Backend[]] }
  | { readonly kind: 'redirect'; readonly to: RedirectTarget }
  | {
      readonly kind: 'respond';
      readonly status: number;
      readonly because: string;
      /** Stands for access control: nobody gets in. */
      readonly keepsOut?: boolean;
      /** The source asks for just this answer, with this text. Absent for an error in the place of something else. */
      readonly asked?: { readonly body: string };
    };

/** What an answer with a `Location` says. What is absent stays as the client asked. */
export interface RedirectTarget {
  readonly status: number;
  readonly scheme?: Scheme;
  readonly hostname?: string;
  readonly port?: number;
  /** Replaces the whole path; `''` leaves the location to end with its host. */
  readonly path?: string;
  /** Replaces the prefix that the route matches, and keeps what comes behind it. */
  readonly prefix?: string;
  /** The whole location, less the query, made of what a pattern captures in the path: it stands for all of the above. */
  readonly captured?: CapturedPath;
  /** `keep`: the client's query goes along. A string replaces it; `''` drops it. */
  readonly query: 'keep' | { readonly replace: string };
  /** One `/` at the end of the path is cut from the location. */
  readonly cutsTrailingSlash?: boolean;
  /** The location has no scheme and host: the client stays where it is. Only here a path may start without a slash. */
  readonly relative?: boolean;
}

/** Where a share of the requests goes. */
export interface Backend {
  readonly target: BackendTarget;
  /** The share among the backends of one route; 1 where there is only one. */
  readonly weight?: number;
  readonly policies: PolicySet<BackendPolicies>;
  readonly from: Origins;
}

/** A Service by its port's number, or a name outside the cluster. */
export type BackendTarget =
  | {
      readonly kind: 'service';
      readonly namespace: string;
      readonly name: string;
      readonly port: number;
      /** The Service's own address is spoken to, and not those of its endpoints. */
      readonly ownAddress?: Sourced<boolean>;
    }
  | {
      readonly kind: 'external';
      readonly namespace: string;
      /** The ExternalName Service that stands for it. */
      readonly name: string;
      readonly host: string;
      readonly port: number;
    };
