import type { Sourced } from '../origin.ts';

/** How long a backend may be silent. Neither limits how long an answer takes in all. */
export interface Timeouts {
  /** Seconds between two reads of an answer. */
  readonly read: Sourced<number>;
  /** Seconds between two writes of a request. */
  readonly send?: Sourced<number>;
}
