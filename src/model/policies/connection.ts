import type { Sourced } from '../origin.ts';

/** The connection between the proxy and a backend. */
export interface Connection {
  /** Seconds until it must stand. */
  readonly connectTimeout?: Sourced<number>;
  /** What the `Connection` header says to the backend. */
  readonly header?: Sourced<'close' | 'keep-alive'>;
}
