import type { Sourced } from '../origin.ts';

/** How large a request's body may be. A larger one is answered with 413. */
export interface BodyLimit {
  /** Bytes. */
  readonly most: Sourced<number>;
}
