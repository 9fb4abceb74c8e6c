import type { Sourced } from '../origin.ts';
import type { Template } from '../template.ts';
import type { HeaderValue } from './header-value.ts';
import type { ServiceRef } from './service-ref.ts';

/** Another service is asked about every request, and lets it pass with a status of 2xx. */
export interface ExternalAuth {
  readonly service: Sourced<AuthService>;
  /** The method of the question; GET where none is given. It has no body. */
  readonly method?: Sourced<string>;
  /** Where clients that get a 401 are sent, with the place that they came from in it. */
  readonly signIn?: Sourced<Template>;
  /** Headers of the service's answer that the backend sees. What the client sent under these names is dropped. */
  readonly responseHeaders?: Sourced<readonly string[]>;
  /** Headers of the question, in place of what the client sent under these names. An empty one is left out. */
  readonly requestHeaders: Sourced<readonly HeaderValue[]>;
  /** Answers that are not asked for again. */
  readonly cache?: Sourced<AuthCache>;
  /** When the client gets the cookies that the service sets. */
  readonly cookies: Sourced<'when-let-in' | 'always'>;
}

/** The service that is asked. Nobody looks at its certificate. */
export interface AuthService {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** Path and query of the question. */
  readonly path: Template;
  /** The Service that the host is the name of, where it is one of the cluster. */
  readonly service?: ServiceRef;
}

/** Which answers are remembered. */
export interface AuthCache {
  /** What they are remembered by, for each path of each host. */
  readonly key: Template;
  /** How long, by the status of the answer. Answers with another status are not remembered. */
  readonly durations: readonly CachedStatus[];
}

/** How long an answer with one of some statuses is remembered. No statuses: any. */
export interface CachedStatus {
  readonly statuses: readonly number[];
  readonly seconds: number;
}
