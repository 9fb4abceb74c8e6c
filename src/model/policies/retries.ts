import type { Sourced } from '../origin.ts';

/** When a request is sent to another endpoint of its backend. */
export interface Retries {
  readonly on: Sourced<RetryConditions>;
  /** How often a request is sent in all; 0 is without limit. */
  readonly tries: Sourced<number>;
  /** Seconds for all tries together; 0 is without limit. */
  readonly timeout?: Sourced<number>;
}

/** What must have gone wrong. */
export interface RetryConditions {
  /** The connection cannot be made, or breaks. */
  readonly error: boolean;
  /** Nothing comes in time. */
  readonly timeout: boolean;
  /** The answer cannot be read. */
  readonly garbled: boolean;
  readonly statuses: readonly number[];
  /** Also requests that change something, such as POST, once they have been sent. */
  readonly anyMethod: boolean;
}
