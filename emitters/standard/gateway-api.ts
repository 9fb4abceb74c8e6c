import { type Difference, missing, type Rendering, type Structure } from '../../src/emit/capabilities.ts';
import type { JsonObject, RuleFragment } from '../../src/emit/fragment.ts';
import type { RedirectTarget } from '../../src/model/routing.ts';
import { isSubdomain } from '../../src/subdomain.ts';

/** One filter of a rule. */
export const filter = (type: string, field: string, settings: JsonObject): RuleFragment => ({
  into: 'rule',
  filters: [{ type, [field]: settings }],
});

/** The codes that a RequestRedirect may have. */
const redirectCodes: readonly number[] = [301, 302, 303, 307, 308];

/** A redirect by the RequestRedirect filter. */
export function redirect(to: RedirectTarget): Rendering {
  const { scheme, hostname, port, path } = to;
  if (hostname !== undefined && !isSubdomain(hostname))
    return missing(`${hostname} is no host name that a redirect may have`);
  if (port !== undefined && (port < 1 || port > 65535)) return missing(`${port} is no port`);
  const differences: Difference[] = [];
  const differs = (text: string, stake: Difference['stake']) => differences.push({ differs: text, stake });
  const status = redirectCodes.includes(to.status) ? to.status : 302;
  if (status !== to.status) differs(`the redirect has status ${status} instead of ${to.status}`, 'behaviour');
  if (to.query !== 'keep') {
    const { replace } = to.query;
    if (replace === '') differs("the redirect keeps the request's query, which ingress-nginx drops", 'tuning');
    else differs(`the redirect loses its own query ?${replace}, and keeps the request's instead`, 'behaviour');
  }
  if (to.cutsTrailingSlash) {
    differs('the redirect keeps a / at the end of the path, which ingress-nginx cuts', 'tuning');
  }
  const settings: JsonObject = {
    ...(scheme && { scheme }),
    ...(hostname !== undefined && { hostname }),
    ...(path !== undefined && { path: { type: 'ReplaceFullPath', replaceFullPath: path || '/' } }),
    ...(port !== undefined && { port }),
    statusCode: status,
  };
  return { fragments: [filter('RequestRedirect', 'requestRedirect', settings)], differences };
}

/** The answers that are the same for every emitter without objects of its own for them. */
export const gatewayApiStructure = {
  regexPath: {
    differs:
      'whether a regular expression goes before a prefix or another expression, and its dialect, is up to the implementation of the Gateway API',
    stake: 'tuning',
  },
  regexHeader: 'rendered',
  passthrough: 'rendered',
  // A rule that leads nowhere answers 500; whoever asked for an error has been told that it is one.
  respond: () => ({ fragments: [], differences: [] }),
  externalBackend: () => missing('a route may not lead to an ExternalName Service'),
} as const satisfies Partial<Structure>;
