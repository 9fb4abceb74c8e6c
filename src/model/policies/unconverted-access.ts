import type { Sourced } from '../origin.ts';

/** Access control that this version of the program knows of and cannot convert. */
export interface UnconvertedAccess {
  /** The annotations that say it, as the user wrote them. */
  readonly said: Sourced<readonly string[]>;
}
