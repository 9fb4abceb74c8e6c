import { atLeast, type Release } from '../release.ts';

/** What the standard channel of the Gateway API came to hold, and with which release. */
const since = {
  /** The CORS filter of HTTPRoute. */
  cors: [1, 5, 0],
  /** The statuses 303, 307 and 308 of a RequestRedirect; before, there were 301 and 302. */
  redirectStatuses: [1, 5, 0],
  /** `Gateway.spec.tls`: certificates of clients, and the one for backends. */
  gatewayTls: [1, 5, 0],
  /** ListenerSet. */
  listenerSet: [1, 5, 0],
  /** TLSRoute. */
  tlsRoute: [1, 5, 0],
} as const satisfies Readonly<Record<string, Release>>;

/** The release of the Gateway API that the output is for. */
export interface GatewayApi {
  readonly release: Release;
  readonly has: (what: keyof typeof since) => boolean;
}

/** The oldest release that the output can be for: BackendTLSPolicy and names of rules came with it. */
export const oldestRelease: Release = [1, 4, 0];
/** The newest release that we know. */
export const newestRelease: Release = [1, 6, 1];

/** The Gateway API of a release. */
export const gatewayApi = (release: Release): GatewayApi => ({
  release,
  has: (what) => atLeast(release, since[what]),
});

/** The newest release that we know. */
export const newest: GatewayApi = gatewayApi(newestRelease);
