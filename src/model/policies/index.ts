import type { AccessLog } from './access-log.ts';
import type { AnswerRewrite } from './answer-rewrite.ts';
import type { AnyAccess } from './any-access.ts';
import type { BackendTls } from './backend-tls.ts';
import type { Bandwidth } from './bandwidth.ts';
import type { BasicAuth } from './basic-auth.ts';
import type { BodyLimit } from './body-limit.ts';
import type { Buffering } from './buffering.ts';
import type { ClientCertificate } from './client-certificate.ts';
import type { ClientIdentity } from './client-identity.ts';
import type { Connection } from './connection.ts';
import type { ConnectionLimit } from './connection-limit.ts';
import type { Cors } from './cors.ts';
import type { ErrorPages } from './error-pages.ts';
import type { ExternalAuth } from './external-auth.ts';
import type { ForwardedHeaders } from './forwarded-headers.ts';
import type { HeaderAccess } from './header-access.ts';
import type { HostRewrite } from './host-rewrite.ts';
import type { HttpVersion } from './http-version.ts';
import type { IpAccess } from './ip-access.ts';
import type { ListenerTls } from './listener-tls.ts';
import type { LoadBalancing } from './load-balancing.ts';
import type { Mirror } from './mirror.ts';
import type { OpaqueAccess } from './opaque-access.ts';
import type { PathRewrite } from './path-rewrite.ts';
import type { ProxyProtocol } from './proxy-protocol.ts';
import type { RateLimit } from './rate-limit.ts';
import type { RequestHeaders } from './request-headers.ts';
import type { ResponseHeaders } from './response-headers.ts';
import type { Retries } from './retries.ts';
import type { SessionAffinity } from './session-affinity.ts';
import type { Timeouts } from './timeouts.ts';
import type { Tracing } from './tracing.ts';
import type { Waf } from './waf.ts';

export type { LocationRewrite, Replacement } from './answer-rewrite.ts';
export type { AccessChecks } from './any-access.ts';
export type { Authority } from './backend-tls.ts';
export type { Htpasswd, UserList } from './basic-auth.ts';
export type { AuthCache, AuthService, CachedStatus } from './external-auth.ts';
export type { HeaderPattern } from './header-access.ts';
export type { HeaderValue } from './header-value.ts';
export type { Hash } from './load-balancing.ts';
export type { MirrorTarget } from './mirror.ts';
export type { CapturedPath, FixedPath, RewriteTarget } from './path-rewrite.ts';
export type { RequestLimit } from './rate-limit.ts';
export type { RetryConditions } from './retries.ts';
export type { SecretRef } from './secret-ref.ts';
export type { ServiceRef } from './service-ref.ts';
export type { Collector } from './tracing.ts';
export type {
  AccessLog,
  AnswerRewrite,
  AnyAccess,
  BackendTls,
  Bandwidth,
  BasicAuth,
  BodyLimit,
  Buffering,
  ClientCertificate,
  ClientIdentity,
  Connection,
  ConnectionLimit,
  Cors,
  ErrorPages,
  ExternalAuth,
  ForwardedHeaders,
  HeaderAccess,
  HostRewrite,
  HttpVersion,
  IpAccess,
  ListenerTls,
  LoadBalancing,
  Mirror,
  OpaqueAccess,
  PathRewrite,
  ProxyProtocol,
  RateLimit,
  RequestHeaders,
  ResponseHeaders,
  Retries,
  SessionAffinity,
  Timeouts,
  Tracing,
  Waf,
};

/** Policies on a host: they hold before anybody looks at a path. */
export interface HostPolicies {
  readonly 'client-certificate': ClientCertificate;
  readonly 'listener-tls': ListenerTls;
  readonly 'proxy-protocol': ProxyProtocol;
}

/** Policies on a route: one matched path of one host. */
export interface RoutePolicies {
  readonly 'path-rewrite': PathRewrite;
  readonly 'host-rewrite': HostRewrite;
  readonly 'request-headers': RequestHeaders;
  readonly 'response-headers': ResponseHeaders;
  readonly 'forwarded-headers': ForwardedHeaders;
  readonly 'answer-rewrite': AnswerRewrite;
  readonly cors: Cors;
  readonly 'ip-access': IpAccess;
  readonly 'header-access': HeaderAccess;
  readonly 'basic-auth': BasicAuth;
  readonly 'external-auth': ExternalAuth;
  readonly 'any-access': AnyAccess;
  readonly 'client-identity': ClientIdentity;
  readonly 'opaque-access': OpaqueAccess;
  readonly 'rate-limit': RateLimit;
  readonly 'connection-limit': ConnectionLimit;
  readonly bandwidth: Bandwidth;
  readonly 'body-limit': BodyLimit;
  readonly buffering: Buffering;
  readonly timeouts: Timeouts;
  readonly retries: Retries;
  readonly mirror: Mirror;
  readonly 'error-pages': ErrorPages;
  readonly waf: Waf;
  readonly 'access-log': AccessLog;
  readonly tracing: Tracing;
}

/** Policies between the proxy and one backend of a route. */
export interface BackendPolicies {
  readonly 'backend-tls': BackendTls;
  readonly 'http-version': HttpVersion;
  readonly connection: Connection;
  readonly 'session-affinity': SessionAffinity;
  readonly 'load-balancing': LoadBalancing;
}

/** The one list of what can be said about traffic. A new line here is a compile error in every emitter. */
export interface Policies extends HostPolicies, RoutePolicies, BackendPolicies {}

/** The name of a kind of policy. */
export type PolicyKind = keyof Policies;

/** One setting of one kind of policy, as `kind.field`. */
export type SettingName = { [K in PolicyKind]: `${K}.${keyof Policies[K] & string}` }[PolicyKind];

/** At most one policy of a kind, by construction. */
export type PolicySet<Kinds extends Partial<Policies>> = { readonly [K in keyof Kinds]?: Kinds[K] };
