/** What a provider tells about its controller, so that what was printed can be compared with it. */

import type { Origin } from '../model/origin.ts';

/** A request that a client may send. */
export interface Question {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  /** As on the wire, with the query. */
  readonly path: string;
  readonly method: string;
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly clientAddress: string;
  /** Whether the client proves whatever it is asked for: a password, a session, a certificate. */
  readonly signedIn: boolean;
}

/** A request that is worth asking, and the places of the input that it is asked for. */
export interface Asked {
  readonly question: Question;
  readonly about: readonly Origin[];
  /** The source takes the path for another one, as it decodes and folds it. Gateways compare paths as they travel. */
  readonly respelt: boolean;
}

/** A Service and its port, or the host outside of the cluster that it stands for. */
export interface ReachedBackend {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
  readonly host?: string;
}

/** A backend and how often it is picked. */
export interface BackendShare {
  readonly weight: number;
  readonly backend: ReachedBackend;
}

/** What becomes of a request. */
export type Outcome =
  | {
      readonly kind: 'backend';
      readonly shares: readonly BackendShare[];
      /** What the backend receives, with the query. */
      readonly uri: string;
      /** The `Host` that the backend receives; absent where it cannot be told. */
      readonly host?: string;
    }
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string }
  /** Turned away by access control. With a location the client is sent to where it may sign in. */
  | { readonly kind: 'kept-out'; readonly status: number; readonly location?: string }
  /** Answered without a backend. */
  | { readonly kind: 'answered'; readonly status: number }
  /** The simulation does not go that far, and why. */
  | { readonly kind: 'unknown'; readonly because: string };

/** An answer, and the places of the input that decide it. */
export interface SourceAnswer {
  readonly outcome: Outcome;
  readonly about: readonly Origin[];
}

/** A controller that can be asked. */
export interface SourceSimulation {
  /** The requests that are worth asking, host by host. */
  readonly asked: () => Iterable<Asked>;
  readonly ask: (question: Question) => SourceAnswer;
}
