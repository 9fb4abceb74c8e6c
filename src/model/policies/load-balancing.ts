import type { Sourced } from '../origin.ts';

/** Which endpoint of a backend gets a request. */
export interface LoadBalancing {
  readonly algorithm?: Sourced<string>;
  /** Requests with the same text go to the same endpoint. */
  readonly hashBy?: Sourced<Hash>;
}

/** What a hash is made of, and what it picks. */
export interface Hash {
  readonly text: string;
  /** How many endpoints share the requests of a hash; one where it is absent. */
  readonly subset?: number;
}
