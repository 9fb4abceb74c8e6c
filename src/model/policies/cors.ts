import type { Sourced } from '../origin.ts';

/** Which pages of other origins may read answers. Preflights are answered before anything else is asked. */
export interface Cors {
  /** `*`, or `scheme://host[:port]` where `*.` at the start of the host is one label. */
  readonly origins: Sourced<readonly string[]>;
  readonly methods: Sourced<readonly string[]>;
  readonly headers: Sourced<readonly string[]>;
  readonly exposedHeaders?: Sourced<readonly string[]>;
  readonly credentials: Sourced<boolean>;
  /** Seconds that a preflight counts for. */
  readonly maxAge: Sourced<number>;
}
