import { type Difference, type Missing, missing, type Rendered, type Structure } from '../../src/emit/capabilities.ts';
import type { JsonObject, RuleFragment } from '../../src/emit/fragment.ts';
import { type GatewayApi, installNewer } from '../../src/emit/gateway-api.ts';
import type { RedirectTarget } from '../../src/model/routing.ts';
import { onceEach } from '../../src/once-each.ts';
import { isSubdomain } from '../../src/subdomain.ts';

/** One filter of a rule. */
export const filter = (type: string, field: string, settings: JsonObject): RuleFragment => ({
  into: 'rule',
  filters: [{ type, [field]: settings }],
});

/** The codes that a RequestRedirect may have. */
const codesOf = (api: GatewayApi): readonly number[] =>
  api.has('redirectStatuses') ? [301, 302, 303, 307, 308] : [301, 302];

/** The code that a RequestRedirect can have and that comes closest: whether a client remembers it counts most. */
function nearestCode(status: number, codes: readonly number[]): number {
  if (codes.includes(status)) return status;
  return status === 301 || status === 308 ? 301 : 302;
}

/** The most characters of a path in a filter. */
export const longestPath = 1024;

/** Why a filter cannot have a path. */
export const pathTooLong = (path: string): Missing =>
  missing(
    `a filter has a path of at most ${longestPath} characters, and this one has ${path.length}`,
    'shorten the path',
  );

/** Redirects by the RequestRedirect filter of a release: most lead to the same URL over HTTPS. */
export function redirectsFor(api: GatewayApi): (to: RedirectTarget) => Rendered | Missing {
  const codes = codesOf(api);
  return onceEach((to) => redirect(to, codes));
}

function redirect(to: RedirectTarget, codes: readonly number[]): Rendered | Missing {
  const { scheme, hostname, port, path, prefix, captured } = to;
  if (captured)
    return missing('a RequestRedirect knows no captures', 'redirect to a fixed URL, or make a route for each path');
  if (path !== undefined && /^[a-z][-+.a-z0-9]*:/i.test(path))
    return missing(`${path} has a scheme that a redirect may not have`, 'redirect to a URL of http or https');
  if (hostname !== undefined && !isSubdomain(hostname))
    return missing(`${hostname} is no host name that a redirect may have`, 'redirect to a host name in lower case');
  if (port !== undefined && (port < 1 || port > 65535))
    return missing(`${port} is no port`, 'write a port from 1 to 65535');
  const newPath = path === undefined || path.startsWith('/') ? path : `/${path}`;
  const written = prefix ?? newPath;
  if (written !== undefined && written.length > longestPath) return pathTooLong(written);
  const differences: Difference[] = [];
  const differs = (text: string, stake: Difference['stake']) => differences.push({ differs: text, stake });
  const status = nearestCode(to.status, codes);
  if (status !== to.status) differs(`the redirect has status ${status} instead of ${to.status}`, 'behaviour');
  if (to.query !== 'keep') {
    const { replace } = to.query;
    if (replace === '') differs("the redirect keeps the request's query, which ingress-nginx drops", 'tuning');
    else differs(`the redirect loses its own query ?${replace}, and keeps the request's instead`, 'behaviour');
  }
  const beside = path !== undefined && path !== '' && !path.startsWith('/');
  if (beside) differs(`the redirect leads to /${path}, and not to ${path} beside the path of the request`, 'behaviour');
  else if (to.relative) differs('the location of the redirect names the scheme and the host', 'tuning');
  if (port === (scheme === 'https' ? 443 : scheme === 'http' ? 80 : undefined) && port !== undefined) {
    differs(`the location of the redirect may leave out port ${port}, which is that of ${scheme}`, 'tuning');
  }
  if (to.cutsTrailingSlash) {
    differs('the redirect keeps a / at the end of the path, which ingress-nginx cuts', 'tuning');
  }
  const settings: JsonObject = {
    ...(scheme && { scheme }),
    ...(hostname !== undefined && { hostname }),
    ...(prefix !== undefined
      ? { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: prefix } }
      : newPath !== undefined && { path: { type: 'ReplaceFullPath', replaceFullPath: newPath } }),
    ...(port !== undefined && { port }),
    statusCode: status,
  };
  return { fragments: [filter('RequestRedirect', 'requestRedirect', settings)], differences };
}

/** TLSRoute came into the standard channel late, and the experimental one had it in other versions before. */
export const passthrough = (api: GatewayApi): Structure['passthrough'] =>
  api.has('tlsRoute')
    ? { apiVersion: `gateway.networking.k8s.io/${api.has('tlsRouteV1') ? 'v1' : 'v1alpha3'}`, kind: 'TLSRoute' }
    : missing('the standard channel has TLSRoute since 1.5', installNewer('1.5'));

/** The answers that are the same for every emitter without objects of its own for them. */
export const plainStructure = {
  regexPath: {
    differs:
      'whether a regular expression goes before a prefix or another expression, and its dialect, is up to the implementation of the Gateway API',
    stake: 'tuning',
  },
  regexHeader: {
    differs: 'the dialect of a regular expression for a header is up to the implementation of the Gateway API',
    stake: 'tuning',
  },
  // A rule that leads nowhere answers 500; whoever has been told that it answers with an error knows.
  respond: ({ status, asked }) => ({
    fragments: [],
    differences: asked
      ? [
          {
            differs: `the answer has status 500 and not ${status}${asked.body === '' ? '' : ', and not the text that is asked for'}: a Gateway API route has no answers of its own`,
            stake: 'behaviour',
          },
        ]
      : [],
  }),
} as const satisfies Partial<Structure>;
