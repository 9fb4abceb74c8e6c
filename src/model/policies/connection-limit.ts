import type { Sourced } from '../origin.ts';

/** How many requests of a client address may be under way at once. */
export interface ConnectionLimit {
  readonly most: Sourced<number>;
  /** Networks whose clients are not counted. */
  readonly exempt?: Sourced<readonly string[]>;
}
