import { atLeast, type Release } from '../release.ts';

/** The CustomResourceDefinitions of the Gateway API come in two sets, of which a cluster has one. */
export type Channel = 'standard' | 'experimental';

/** The first release of each channel that holds a thing, and the first that does not any more. */
interface Presence {
  readonly standard?: Release;
  readonly experimental: Release;
  readonly gone?: Release;
}

/** What the channels of the Gateway API came to hold, and with which release. */
const since = {
  /** The CORS filter of HTTPRoute. */
  cors: { standard: [1, 5, 0], experimental: [1, 3, 0] },
  /** The statuses 303, 307 and 308 of a RequestRedirect; before, there were 301 and 302. */
  redirectStatuses: { standard: [1, 5, 0], experimental: [1, 5, 0] },
  /** `Gateway.spec.tls`: certificates of clients, and the one for backends. */
  gatewayTls: { standard: [1, 5, 0], experimental: [1, 4, 0] },
  /** TLSRoute in a version that the output is written in. */
  tlsRoute: { standard: [1, 5, 0], experimental: [1, 4, 0] },
  /** TLSRoute as `v1`; before, it was `v1alpha3`. */
  tlsRouteV1: { standard: [1, 5, 0], experimental: [1, 5, 0] },
  /** ListenerSet. */
  listenerSet: { standard: [1, 5, 0], experimental: [1, 5, 0] },
  /** `retry` of a rule of HTTPRoute. */
  retry: { experimental: [1, 2, 0] },
  /** `sessionPersistence` of a rule. The release after 1.6 calls its fields by other names. */
  sessionPersistence: { experimental: [1, 1, 0], gone: [1, 7, 0] },
  /** The ExternalAuth filter of HTTPRoute. */
  externalAuth: { experimental: [1, 4, 0] },
  /** Values of headers are refused that are not ASCII, or have blanks at an end or in a row. */
  strictHeaderValues: { experimental: [1, 5, 0] },
} as const satisfies Readonly<Record<string, Presence>>;

/** Something that not every release or channel has. */
export type Thing = keyof typeof since;

/** The release and the channel of the Gateway API that the output is for. */
export interface GatewayApi {
  readonly release: Release;
  readonly channel: Channel;
  readonly has: (what: Thing) => boolean;
}

/** The oldest release that the output can be for: BackendTLSPolicy and names of rules came with it. */
export const oldestRelease: Release = [1, 4, 0];
/** The newest release that we know. */
export const newestRelease: Release = [1, 6, 1];

/** The Gateway API of a release. */
export const gatewayApi = (release: Release, channel: Channel = 'standard'): GatewayApi => ({
  release,
  channel,
  has: (what) => isIn(since[what], release, channel),
});

function isIn(presence: Presence, release: Release, channel: Channel): boolean {
  const { gone, [channel]: from } = presence;
  return from !== undefined && atLeast(release, from) && !(gone && atLeast(release, gone));
}

/** The standard channel of the newest release that we know. */
export const newest: GatewayApi = gatewayApi(newestRelease);

/** What to do about something that the experimental channel has. */
export const allowExperimental = 'pass --allow-experimental-gw-api where the cluster has the experimental CRDs';

/** What to do about something that came with a release, and into the experimental channel before. */
export const installNewer = (release: string): string =>
  `install Gateway API ${release} and pass --gateway-api-version ${release}, or ${allowExperimental}`;
