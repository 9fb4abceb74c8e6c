import type { Attachment } from './attachment.ts';
import { hostnameOf, type Incoming } from './exchange.ts';
import { compareHostnames, hostnameMatches } from './hostname.ts';
import { isMatch, type Match, type Rule, rulesOf } from './match.ts';
import { compareAge, type HttpOrGrpcRoute } from './objects.ts';
import type { Profile } from './profile.ts';

/** One way in which a request may be routed. */
export interface Candidate {
  readonly hostname: string;
  readonly route: HttpOrGrpcRoute;
  readonly rule: Rule;
  readonly match: Match;
}

/** The rule that takes the request. */
export function firstMatch(
  attachments: readonly Attachment<HttpOrGrpcRoute>[],
  request: Incoming,
  profile: Profile,
): Candidate | undefined {
  // Sorting is stable: what no criterion tells apart stays in the order of the rules and of their matches.
  const candidates = attachments
    .flatMap((attachment) => candidatesOf(attachment, hostnameOf(request)))
    .toSorted((a, b) => compare(a, b, profile));
  const reachable = profile.hostFallthrough
    ? candidates
    : candidates.filter((candidate) => candidate.hostname === candidates[0]?.hostname);
  return reachable.find((candidate) => isMatch(candidate.match, request, profile));
}

function candidatesOf({ route, hostnames }: Attachment<HttpOrGrpcRoute>, host: string): readonly Candidate[] {
  return hostnames
    .filter((hostname) => hostnameMatches(hostname, host))
    .flatMap((hostname) =>
      rulesOf(route).flatMap((rule) => rule.alternatives.map((match) => ({ hostname, route, rule, match }))),
    );
}

function compare(a: Candidate, b: Candidate, profile: Profile): number {
  return (
    compareHostnames(a.hostname, b.hostname) ||
    profile.pathRank[b.match.path.type] - profile.pathRank[a.match.path.type] ||
    b.match.path.value.length - a.match.path.value.length ||
    Number(b.match.method !== undefined) - Number(a.match.method !== undefined) ||
    b.match.headers.length - a.match.headers.length ||
    b.match.queryParams.length - a.match.queryParams.length ||
    compareAge(a.route, b.route)
  );
}
