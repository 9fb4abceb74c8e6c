import type { PathType } from './route-spec.ts';

/** What the specification leaves open, or what an implementation does in its own way. */
export interface Profile {
  /** Only the routes of the most specific listener count; otherwise those of all listeners that match. */
  readonly isolation: boolean;
  /** A less specific hostname is tried when no rule of a more specific one matches. */
  readonly hostFallthrough: boolean;
  /** The higher goes first; among equals the longer path. */
  readonly pathRank: Readonly<Record<PathType, number>>;
  /** A regular expression must cover the text in any of its ways to match, or in the one that a search finds first. */
  readonly regexCover: 'any' | 'first';
  /** The last `/` of a ReplaceFullPath is dropped. */
  readonly trimsFullPath: boolean;
  /** The answer to a CORS preflight. */
  readonly preflightStatus: 200 | 204;
}

/** By the letter of the specification. Where a regular expression ranks is left open there: last, here. */
export const gatewayApiProfile: Profile = {
  isolation: true,
  hostFallthrough: true,
  pathRank: { Exact: 3, PathPrefix: 2, RegularExpression: 1 },
  regexCover: 'any',
  trimsFullPath: false,
  preflightStatus: 204,
};

/** As agentgateway 1.4 does it: prefixes and regular expressions compete by the length of their text. */
export const agentgatewayProfile: Profile = {
  isolation: true,
  hostFallthrough: true,
  pathRank: { Exact: 3, PathPrefix: 2, RegularExpression: 2 },
  regexCover: 'first',
  trimsFullPath: true,
  preflightStatus: 200,
};
