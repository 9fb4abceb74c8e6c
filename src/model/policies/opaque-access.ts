import type { Sourced } from '../origin.ts';

/** Access control that is said in a way that nothing but its own proxy understands. */
export interface OpaqueAccess {
  readonly said: Sourced<{
    /** In a sentence: "<what> cannot be expressed". */
    readonly what: string;
    readonly because: string;
    readonly instead: string;
  }>;
}
