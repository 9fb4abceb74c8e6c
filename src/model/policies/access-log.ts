import type { Sourced } from '../origin.ts';

/** Whether requests are written to the access log. */
export interface AccessLog {
  readonly enabled: Sourced<boolean>;
}
