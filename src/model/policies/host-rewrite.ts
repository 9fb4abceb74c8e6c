import type { Sourced } from '../origin.ts';
import type { Template } from '../template.ts';

/** The Host header that a backend sees in place of the client's. */
export interface HostRewrite {
  readonly to: Sourced<Template>;
}
