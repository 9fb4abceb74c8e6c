import * as z from 'zod';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Sourced } from '../../../src/model/origin.ts';
import type { RedirectTarget } from '../../../src/model/routing.ts';
import { feature, type NginxIngress } from '../site.ts';
import { bool, integer, url } from '../values.ts';

/** nginx refuses a temporal target that is no absolute URL, and ignores the group then. */
const absoluteUrl = url.pipe(z.string().refine((v) => v.startsWith('http'), 'expected a URL that starts with http'));

/** Redirects of whole locations, and of `www`. */
export const redirect = feature({
  name: 'redirect',
  summary: 'Answers a location with a redirect to a fixed URL, or one of `www.host` and `host` with the other.',
  reference:
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#permanent-redirect',
  annotations: {
    'permanent-redirect': {
      schema: url,
      doc: 'Every request is answered with 301 to this URL; path and query of the request are dropped.',
      onInvalid: 'ingress-rejected',
    },
    'permanent-redirect-code': {
      schema: integer,
      doc: 'The status instead of 301, from 300 to 308.',
      onInvalid: 'ingress-rejected',
    },
    'temporal-redirect': {
      schema: absoluteUrl,
      doc: 'As permanent-redirect, with 302. It wins where both are set.',
      onInvalid: 'group-ignored',
    },
    'temporal-redirect-code': {
      schema: integer,
      doc: 'The status instead of 302, from 300 to 307.',
      onInvalid: 'ingress-rejected',
    },
    'from-to-www-redirect': {
      schema: bool,
      doc: 'Redirects www.host to host, or host to www.host, whichever has no Ingress of its own, with 308.',
      onInvalid: 'ingress-rejected',
    },
  },
  becomes: [],
});

/** The redirect that answers every request to the locations of an Ingress. It comes before TLS, access control and backends. */
export function redirectOf(owner: NginxIngress, report: Report): Sourced<RedirectTarget> | undefined {
  const values = owner.valuesOf(redirect);
  const temporal = values['temporal-redirect'];
  const permanent = values['permanent-redirect'];
  if (temporal) {
    if (permanent)
      report('I2G2003', { annotation: 'permanent-redirect', because: 'temporal-redirect is set too' }, permanent.from);
    const status = codeOf('temporal-redirect-code', values['temporal-redirect-code'], 307, 302, report);
    return { value: fixed(temporal.value, status), from: temporal.from };
  }
  if (!permanent) return undefined;
  const status = codeOf('permanent-redirect-code', values['permanent-redirect-code'], 308, 301, report);
  return { value: fixed(permanent.value, status), from: permanent.from };
}

/** The controller falls back to its default outside the range: 308 is no temporal code. */
function codeOf(
  annotation: string,
  code: Sourced<number> | undefined,
  last: number,
  fallback: number,
  report: Report,
): number {
  if (!code || (code.value >= 300 && code.value <= last)) return code?.value ?? fallback;
  report('I2G2135', { annotation, written: code.value, now: fallback, range: `from 300 to ${last}` }, code.from);
  return fallback;
}

/** nginx sends the URL as it stands; one without a host is completed with the request's. */
export function fixed(location: string, status: number): RedirectTarget {
  const [, scheme, authority, rest = ''] = /^(?:(https?):\/\/([^/?]*))?(.*)$/s.exec(location) ?? [];
  const [, hostname = '', port] = /^(.*?)(?::(\d+))?$/.exec(authority ?? '') ?? [];
  const [path = '', ...query] = rest.split('?');
  return {
    status,
    ...(scheme === 'http' || scheme === 'https' ? { scheme } : {}),
    ...(hostname !== '' && { hostname: hostname.toLowerCase() }),
    ...(port !== undefined && { port: Number(port) }),
    // A URL that ends with its host stays as it is; a relative one is completed.
    path: path.startsWith('/') || (path === '' && hostname !== '') ? path : `/${path}`,
    query: { replace: query.join('?') },
  };
}
