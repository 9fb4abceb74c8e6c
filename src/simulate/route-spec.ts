import type { ObjectReference } from './objects.ts';

/** What all routes share. */
export interface RouteSpec {
  readonly parentRefs?: readonly (ObjectReference & { readonly sectionName?: string; readonly port?: number })[];
  readonly hostnames?: readonly string[];
}

/** What the rules of all routes share. */
export interface RouteRule {
  readonly name?: string;
  readonly backendRefs?: readonly BackendRef[];
}

/** A rule of an HTTPRoute. */
export interface HttpRule extends RouteRule {
  readonly matches?: readonly HttpMatch[];
  readonly filters?: readonly Filter[];
}

/** A rule of a GRPCRoute. */
export interface GrpcRule extends RouteRule {
  readonly matches?: readonly GrpcMatch[];
  readonly filters?: readonly Filter[];
}

/** A backend and its share of the requests. */
export interface BackendRef extends ObjectReference {
  readonly port?: number;
  readonly weight?: number;
  readonly filters?: readonly Filter[];
}

/** How a path is compared. */
export type PathType = 'Exact' | 'PathPrefix' | 'RegularExpression';

/** A condition on a header or a query parameter. */
export interface ValueMatch {
  readonly type?: 'Exact' | 'RegularExpression';
  readonly name: string;
  readonly value: string;
}

/** The conditions of an HTTPRoute rule. */
export interface HttpMatch {
  readonly path?: { readonly type?: PathType; readonly value?: string };
  readonly method?: string;
  readonly headers?: readonly ValueMatch[];
  readonly queryParams?: readonly ValueMatch[];
}

/** The conditions of a GRPCRoute rule. */
export interface GrpcMatch {
  readonly method?: {
    readonly type?: 'Exact' | 'RegularExpression';
    readonly service?: string;
    readonly method?: string;
  };
  readonly headers?: readonly ValueMatch[];
}

/** A filter of a rule or of a backendRef. */
export interface Filter {
  readonly type: string;
  readonly requestHeaderModifier?: HeaderModifier;
  readonly responseHeaderModifier?: HeaderModifier;
  readonly requestRedirect?: RequestRedirect;
  readonly urlRewrite?: UrlRewrite;
  readonly cors?: Cors;
}

/** A header and its value: as it is in filters, a CEL expression in transformations. */
export interface HeaderValue {
  readonly name: string;
  readonly value: string;
}

/** Changes to headers. */
export interface HeaderModifier {
  readonly set?: readonly HeaderValue[];
  readonly add?: readonly HeaderValue[];
  readonly remove?: readonly string[];
}

/** What becomes of a path. */
export type PathModifier =
  | { readonly type: 'ReplaceFullPath'; readonly replaceFullPath: string }
  | { readonly type: 'ReplacePrefixMatch'; readonly replacePrefixMatch: string };

/** An answer that sends the client elsewhere. */
export interface RequestRedirect {
  readonly scheme?: 'http' | 'https';
  readonly hostname?: string;
  readonly port?: number;
  readonly path?: PathModifier;
  readonly statusCode?: number;
}

/** A change of what the backend sees. */
export interface UrlRewrite {
  readonly hostname?: string;
  readonly path?: PathModifier;
}

/** Which foreign pages may use the answers. */
export interface Cors {
  readonly allowOrigins?: readonly string[];
  readonly allowMethods?: readonly string[];
  readonly allowHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly allowCredentials?: boolean;
  readonly maxAge?: number;
}
