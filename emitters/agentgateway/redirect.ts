import type { Rendered, Rendering } from '../../src/emit/capabilities.ts';
import type { RedirectTarget } from '../../src/model/routing.ts';
import { redirect as requestRedirect } from '../standard/gateway-api.ts';
import { celText, traffic } from './policy.ts';

/**
 * A redirect. RequestRedirect keeps the client's query and cuts a `/` at the end of a new path; where that is not what is
 * asked for, the answer is written out.
 */
export function redirect(to: RedirectTarget): Rendering {
  const plain = to.query === 'keep' && !to.path?.endsWith('/') ? requestRedirect(to) : undefined;
  if (plain && !('because' in plain)) return plain;
  const location =
    to.query === 'keep' ? `${locationOf(to)} + request.pathAndQuery.stripPrefix(request.path)` : locationOf(to);
  return [traffic({ directResponse: { status: to.status, headers: [{ name: 'location', value: location }] } })];
}

/** An expression for the absolute URL, less a query that the client sent. */
function locationOf({ scheme, hostname, port, path, query }: RedirectTarget): string {
  const rest = `${path ?? ''}${query !== 'keep' && query.replace !== '' ? `?${query.replace}` : ''}`;
  if (hostname !== undefined && scheme)
    return celText(`${scheme}://${hostname}${port === undefined ? '' : `:${port}`}${rest}`);
  return `request.scheme + "://" + request.host + ${celText(rest)}`;
}

/** An answer without a backend. */
export const respond = (status: number): Rendered => ({
  fragments: [traffic({ directResponse: { status } })],
  differences: [],
});
