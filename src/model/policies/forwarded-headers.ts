import type { Sourced } from '../origin.ts';
import type { HeaderValue } from './header-value.ts';

/** What every backend is told of the client, whatever the client says of itself. */
export interface ForwardedHeaders {
  readonly set: Sourced<readonly HeaderValue[]>;
  /** What no backend is to hear from a client. */
  readonly remove: Sourced<readonly string[]>;
}
