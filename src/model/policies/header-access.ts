import type { Sourced } from '../origin.ts';

/** Requests that are turned away for what a header of theirs holds. */
export interface HeaderAccess {
  /** Any of these is enough. */
  readonly deny: Sourced<readonly HeaderPattern[]>;
}

/** What a header must not hold. */
export interface HeaderPattern {
  readonly header: string;
  /** RE2 syntax, searched for anywhere in the value. */
  readonly pattern: string;
}
