import type { Rendered, Rendering } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';
import type { Action, RedirectTarget } from '../../src/model/routing.ts';
import { redirectsFor as standardRedirects } from '../standard/gateway-api.ts';
import { celCaptured, celHost, celQuery, celText } from './cel.ts';
import { traffic } from './policy.ts';
import type { Target } from './release.ts';

/**
 * A redirect. RequestRedirect keeps the client's query and cuts a `/` at the end of a new path, and older releases of the
 * Gateway API know few statuses; where that is not what is asked for, the answer is written out.
 */
export const redirectsFor = (target: Target, api: GatewayApi) => {
  const requestRedirect = standardRedirects(api);
  const anyStatus = api.has('redirectStatuses');
  return (to: RedirectTarget): Rendering => {
    const plain = requestRedirect(to);
    const exact = to.query === 'keep' && !to.path?.endsWith('/') && !to.relative && !to.captured;
    const sameStatus = anyStatus || to.status === 301 || to.status === 302;
    if (!target.has('responseHeaders')) return 'because' in plain ? plain : cutShort(to, plain);
    // Only the filter can replace a prefix.
    if (to.prefix !== undefined || (exact && sameStatus && !('because' in plain))) return plain;
    const location = to.query === 'keep' ? `${locationOf(to)} + ${celQuery}` : locationOf(to);
    const fragments = [
      traffic({ directResponse: { status: to.status, headers: [{ name: 'location', value: location }] } }),
    ];
    // Nothing is cut from a path that is only known when the request comes.
    const differs = 'the redirect keeps a / at the end of the path, which ingress-nginx cuts';
    return { fragments, differences: to.cutsTrailingSlash ? [{ differs, stake: 'tuning' }] : [] };
  };
};

/** The CRDs of older releases leave no other way, and the controller cuts what the path ends in. */
function cutShort({ path }: RedirectTarget, plain: Rendered): Rendered {
  if (!path?.endsWith('/')) return plain;
  const differs = `the redirect leads to ${path.slice(0, -1) || 'the host alone'}, without the / at the end`;
  return { ...plain, differences: [...plain.differences, { differs, stake: 'behaviour' }] };
}

/** An expression for the URL, less a query that the client sent. What is not given stays as the client asked. */
function locationOf({ scheme, hostname, port, path, captured, query: asked, relative }: RedirectTarget): string {
  if (captured) return celCaptured(captured);
  const rest = `${path ?? ''}${asked !== 'keep' && asked.replace !== '' ? `?${asked.replace}` : ''}`;
  if (relative) return celText(rest);
  if (hostname !== undefined && scheme)
    return celText(`${scheme}://${hostname}${port === undefined ? '' : `:${port}`}${rest}`);
  const authority =
    hostname === undefined
      ? port === undefined
        ? scheme
          ? celHost
          : 'request.host'
        : `${celHost} + ${celText(`:${port}`)}`
      : celText(`${hostname}${port === undefined ? '' : `:${port}`}`);
  const start = scheme ? celText(`${scheme}://`) : 'request.scheme + "://"';
  return `${start} + ${authority} + ${path === undefined ? 'request.path' : celText(rest)}`;
}

/** The longest text of an answer. */
const longestBody = 4096;

/** An answer without a backend. */
export function respond({ status, asked }: Extract<Action, { kind: 'respond' }>): Rendered {
  const text = asked?.body ?? '';
  const fits = text.length <= longestBody;
  const differs =
    status === 444 && asked
      ? 'the client gets status 444, where nginx closes the connection without an answer'
      : fits
        ? undefined
        : `the answer has no text: it may have ${longestBody} characters, and this one has ${text.length}`;
  return {
    fragments: [traffic({ directResponse: { status, ...(text !== '' && fits && { body: text }) } })],
    differences: differs === undefined ? [] : [{ differs, stake: 'tuning' }],
  };
}
