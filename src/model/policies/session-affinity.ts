import type { Sourced } from '../origin.ts';

/** A client comes back to the endpoint that it was served by before, told by a cookie. */
export interface SessionAffinity {
  readonly cookie: Sourced<string>;
  /** `balanced`: clients are spread anew when endpoints come; `persistent`: they never are. */
  readonly mode?: Sourced<'balanced' | 'persistent'>;
  /** Whether a client stays with a canary or its main Service as well. */
  readonly canary?: Sourced<'sticky' | 'legacy'>;
  readonly path?: Sourced<string>;
  readonly domain?: Sourced<string>;
  /** Seconds; the cookie lasts as long as the browser without it. */
  readonly maxAge?: Sourced<number>;
  /** Seconds, for browsers that know no Max-Age. */
  readonly expires?: Sourced<number>;
  readonly sameSite?: Sourced<string>;
  /** SameSite=None is left out for browsers that misread it. */
  readonly conditionalSameSiteNone?: Sourced<boolean>;
  readonly secure?: Sourced<boolean>;
  /** Whether a client whose endpoint fails gets a new cookie. */
  readonly changeOnFailure?: Sourced<boolean>;
}
