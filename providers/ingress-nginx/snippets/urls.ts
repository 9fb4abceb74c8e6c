import type { RedirectTarget } from '../../../src/model/routing.ts';
import { fixed } from '../features/redirect.ts';

/** Where a `return` or `rewrite` sends clients, or why that cannot be written down. */
type Redirected = { readonly to: RedirectTarget } | { readonly problem: string };

/** Variables that stand for what the client asked for anyway. */
const sameHost = /^\$\{?(host|http_host|best_http_host|server_name)\}?$/;
const sameScheme = /^\$\{?(scheme|pass_access_scheme)\}?$/;

/** How the end of a URL brings back the path and query of the request. */
const rests: readonly (readonly [RegExp, Pick<RedirectTarget, 'query'>])[] = [
  [/\$\{?request_uri\}?$/, { query: 'keep' }],
  [/\$\{?(uri|document_uri)\}?(\$\{?is_args\}?|\?)\$\{?(args|query_string)\}?$/, { query: 'keep' }],
  [/\$\{?(uri|document_uri)\}?$/, { query: { replace: '' } }],
];

/** Reads the URL of a redirect. */
export function redirectTo(url: string, status: number): Redirected {
  const [, scheme, authority, rest = ''] =
    /^(?:(https?|\$\{?\w+\}?):\/\/([^/?$]*(?:\$\{?(?:host|http_host|best_http_host|server_name)\}?)?))?(.*)$/s.exec(
      url,
    ) ?? [];
  const problem = `${url} is put together from variables of nginx in a way that has no form`;
  const asAsked = authority !== undefined && sameHost.test(authority);
  if (authority === '' || (authority?.includes('$') && !asAsked)) return { problem };
  if (scheme?.startsWith('$') && !sameScheme.test(scheme)) return { problem };
  const kept = rests.find(([end]) => end.test(rest));
  const before = kept ? rest.replace(kept[0], '') : rest;
  const keepsQuery = !kept && /(\$\{?is_args\}?|\?)\$\{?(args|query_string)\}?$/.exec(rest);
  const path = keepsQuery ? rest.slice(0, keepsQuery.index) : before;
  if (path.includes('$') || (kept && path !== '')) return { problem };
  const base = fixed(`${authority === undefined || asAsked ? '' : `http://${authority}`}${path}`, status);
  const { hostname, port } = authority === undefined || asAsked ? {} : base;
  return {
    to: {
      status,
      ...((scheme === 'http' || scheme === 'https') && { scheme }),
      ...(hostname !== undefined && { hostname }),
      ...(port !== undefined && { port }),
      ...(!kept && base.path !== undefined && { path: base.path }),
      query: kept ? kept[1].query : keepsQuery ? 'keep' : base.query,
    },
  };
}
