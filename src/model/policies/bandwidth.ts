import type { Sourced } from '../origin.ts';

/** How fast an answer travels. */
export interface Bandwidth {
  /** KiB a second for one connection. */
  readonly rate: Sourced<number>;
  /** KiB that come before the limit sets in. */
  readonly after?: Sourced<number>;
}
