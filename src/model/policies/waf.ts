import type { Sourced } from '../origin.ts';

/** A web application firewall looks at every request. */
export interface Waf {
  readonly enabled: Sourced<boolean>;
  /** Whether it turns requests away, and does not merely write them to its log. */
  readonly blocks?: Sourced<boolean>;
  /** The OWASP core rule set. */
  readonly coreRules?: Sourced<boolean>;
  /** What a transaction is called in its log. */
  readonly transaction?: Sourced<string>;
  /** Rules in the language of ModSecurity. */
  readonly rules?: Sourced<string>;
}
