import type { Sourced } from '../origin.ts';
import type { Template } from '../template.ts';

/** Changes to what a backend answers. */
export interface AnswerRewrite {
  /** `Location` and `Refresh` headers that start with one text get another. */
  readonly location?: Sourced<LocationRewrite>;
  /** The domain of cookies. */
  readonly cookieDomain?: Sourced<Replacement>;
  /** The path of cookies. */
  readonly cookiePath?: Sourced<Replacement>;
}

/** One text in the place of another. */
export interface Replacement {
  readonly from: string;
  readonly to: string;
}

/** What a URL starts with, and what takes its place. */
export interface LocationRewrite {
  readonly from: string;
  readonly to: Template;
}
