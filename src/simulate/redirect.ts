import { hostnameOf, type Incoming, pathAndQueryOf, type Reply, reply } from './exchange.ts';
import type { PathMatch } from './match.ts';
import { modifiedPath } from './path-modifier.ts';
import type { Profile } from './profile.ts';
import type { RequestRedirect } from './route-spec.ts';

const wellKnownPort = { http: 80, https: 443 };

/** The answer of a RequestRedirect filter. The query is kept, as all implementations do. */
export function redirected(request: Incoming, filter: RequestRedirect, matched: PathMatch, profile: Profile): Reply {
  const [path, query] = pathAndQueryOf(request);
  const target = modifiedPath(path, filter.path, matched, profile);
  if (target === undefined) return reply(500);
  const scheme = filter.scheme ?? request.scheme;
  // A new scheme brings its own port; without one the client stays on the port that it came to.
  const port = filter.port ?? (filter.scheme === undefined ? request.port : wellKnownPort[filter.scheme]);
  const authority = (filter.hostname ?? hostnameOf(request)) + (port === wellKnownPort[scheme] ? '' : `:${port}`);
  return reply(filter.statusCode ?? 302, { location: `${scheme}://${authority}${target}${query}` });
}
