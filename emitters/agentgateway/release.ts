import { atLeast, type Release } from '../../src/release.ts';

/** What the CustomResourceDefinitions and the proxy came to hold, and with which release. */
const since = {
  /** `authorization.action: Require`. */
  require: [1, 1, 0],
  /** `extAuth.failureMode`. */
  authFailureMode: [1, 1, 0],
  /** `conditional` of rateLimit, extAuth, transformation and directResponse. */
  conditional: [1, 2, 1],
  /** `request.headers.cookie()` in CEL. */
  celCookie: [1, 2, 1],
  /** `frontend.proxyProtocol`. */
  proxyProtocol: [1, 2, 1],
  /** `directResponse.headers`. */
  responseHeaders: [1, 3, 1],
  /** `buffer`. */
  buffer: [1, 3, 1],
  /** `retry.precondition`. */
  retryPrecondition: [1, 3, 1],
  /** `url.encode`, `source.certificate` and `proxy.route` in CEL. */
  celNames: [1, 3, 1],
  /** `buffer.request.failureMode`. */
  bufferFailureMode: [1, 4, 1],
  /** `basicAuthentication.secretRef.key`. */
  secretKey: [1, 4, 1],
  /** `extAuth.cache` beside `extAuth.http`. */
  httpAuthCache: [1, 4, 1],
  /** `targetRefs[].port`. */
  targetPort: [1, 4, 1],
  /** `frontend.tracing.filter`. */
  tracingFilter: [1, 4, 1],
} as const satisfies Readonly<Record<string, Release>>;

/** The release of agentgateway that the output is for. */
export interface Target {
  readonly release: Release;
  readonly has: (what: keyof typeof since) => boolean;
}

/** The oldest release that the output can be for. */
export const oldest: Release = [1, 0, 1];
/** The newest release that we know. */
export const newest: Release = [1, 4, 1];

/** agentgateway of a release. */
export function targetOf(release: Release): Target {
  const all = Object.keys(since) as (keyof typeof since)[];
  const held = new Set(all.filter((what) => atLeast(release, since[what])));
  return { release, has: (what) => held.has(what) };
}
