import type { Sourced } from '../origin.ts';
import type { HeaderValue } from './header-value.ts';

/** Headers of the answer that the client sees. */
export interface ResponseHeaders {
  /** Takes the place of whatever the backend sent. */
  readonly set?: Sourced<readonly HeaderValue[]>;
  /** Stands beside whatever the backend sent. */
  readonly add?: Sourced<readonly HeaderValue[]>;
  readonly remove?: Sourced<readonly string[]>;
}
