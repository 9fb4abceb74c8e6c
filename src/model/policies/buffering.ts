import type { Sourced } from '../origin.ts';

/** What the proxy keeps of bodies before it passes them on. */
export interface Buffering {
  /** Whether a request is read whole before the backend is asked. */
  readonly requests?: Sourced<boolean>;
  /** Whether an answer is read as fast as the backend sends it. */
  readonly responses?: Sourced<boolean>;
  /** Bytes that the headers of an answer may have in all. */
  readonly answerHeaders?: Sourced<number>;
}
