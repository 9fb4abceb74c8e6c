import type { Sourced } from '../origin.ts';
import type { HeaderValue } from './header-value.ts';

/** Headers of the request that the backend sees. */
export interface RequestHeaders {
  /** Takes the place of whatever the client sent. */
  readonly set?: Sourced<readonly HeaderValue[]>;
  readonly remove?: Sourced<readonly string[]>;
}
