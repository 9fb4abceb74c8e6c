import type { Sourced } from '../origin.ts';

/** How many requests a client address may make, over all that asks for the limit together. Each limit counts on its own. */
export interface RateLimit {
  readonly perSecond?: Sourced<RequestLimit>;
  readonly perMinute?: Sourced<RequestLimit>;
  /** Networks whose clients are not counted. */
  readonly exempt?: Sourced<readonly string[]>;
  /** The status of the answer to a request too many. */
  readonly status: Sourced<number>;
}

/** A rate, and how many requests may come in one moment after a pause. */
export interface RequestLimit {
  readonly requests: number;
  readonly atOnce: number;
}
