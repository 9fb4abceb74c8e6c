import type { Sourced } from '../origin.ts';

/** The path that a backend sees in place of the client's. The query stays. */
export interface PathRewrite {
  readonly to: Sourced<RewriteTarget>;
}

/** The new path. */
export type RewriteTarget = FixedPath | CapturedPath;

/** The same path for every request of the route. */
export interface FixedPath {
  readonly kind: 'fixed';
  readonly path: string;
}

/** A path made of what a pattern captured. */
export interface CapturedPath {
  readonly kind: 'captured';
  /** RE2 syntax, matches the whole path of every request of the route. */
  readonly pattern: string;
  /** Text and numbers of capture groups, in turn. */
  readonly parts: readonly (string | number)[];
  /** What the prefix of the route's match is replaced by, where the rewrite comes to no more than that. */
  readonly prefix?: string;
}
