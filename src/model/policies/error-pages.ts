import type { Sourced } from '../origin.ts';
import type { ServiceRef } from './service-ref.ts';

/** Another backend stands in for one that fails. */
export interface ErrorPages {
  /** Answers with these statuses are replaced by what the other backend says. */
  readonly statuses?: Sourced<readonly number[]>;
  /** The backend that stands in; also for one without endpoints. */
  readonly backend?: Sourced<ServiceRef>;
  /** Whether answers of the backend itself are replaced, and not only those of the proxy. */
  readonly intercepts?: Sourced<boolean>;
}
