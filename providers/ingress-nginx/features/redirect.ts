import * as z from 'zod';
import { failing, type Gate, noValues } from '../../../src/annotations.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import { lazily } from '../../../src/lazily.ts';
import type { Sourced } from '../../../src/model/origin.ts';
import type { RedirectTarget } from '../../../src/model/routing.ts';
import { onlyWith } from '../gates.ts';
import { reportInert } from '../inert.ts';
import { feature, type NginxIngress } from '../site.ts';
import { bool, integer, url } from '../values.ts';
import { redirectForm } from './redirect-form.ts';

/** The controller ignores the group where a temporal target is a URL, and no absolute one. */
const absoluteUrl = lazily(() =>
  url.pipe(
    z.string().refine((v) => /^http[-.a-z0-9]*:/i.test(v), {
      error: 'expected a URL that starts with http:// or https://',
      params: failing('group-ignored'),
    }),
  ),
);

/** With a temporal redirect the controller looks for no permanent one. */
const unlessTemporal: Gate = {
  closed: (said) => (said('temporal-redirect') === undefined ? undefined : 'temporal-redirect is set too'),
};

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
      fills: ['route.redirect'],
      gate: unlessTemporal,
    },
    'permanent-redirect-code': {
      schema: integer,
      doc: 'The status instead of 301, from 300 to 308.',
      onInvalid: 'ingress-rejected',
      fills: ['route.redirect-status'],
      // The controller reads it without permanent-redirect as well, and minds what it cannot read.
      gate: unlessTemporal,
    },
    'temporal-redirect': {
      schema: absoluteUrl,
      doc: 'As permanent-redirect, with 302. It wins where both are set.',
      onInvalid: 'ingress-rejected',
      fills: ['route.redirect'],
    },
    'temporal-redirect-code': {
      schema: integer,
      doc: 'The status instead of 302, from 300 to 307.',
      onInvalid: 'ingress-rejected',
      fills: ['route.redirect-status'],
      gate: onlyWith('temporal-redirect'),
    },
    'from-to-www-redirect': {
      schema: bool,
      doc: 'Redirects www.host to host, or host to www.host, whichever has no Ingress of its own, with 308.',
      onInvalid: 'ingress-rejected',
      fills: ['route.redirect-elsewhere'],
    },
  },
  becomes: [],
});

/** The redirect that answers every request to the locations of an Ingress. It comes before TLS, access control and backends. */
export function redirectOf(owner: NginxIngress, report: Report): Sourced<RedirectTarget> | undefined {
  const values = owner.valuesOf(redirect);
  if (values === noValues) return undefined;
  const temporal = values['temporal-redirect'];
  const permanent = values['permanent-redirect'];
  const code = values['permanent-redirect-code'];
  const temporalCode = values['temporal-redirect-code'];
  if (temporal) {
    reportInert(
      { 'permanent-redirect': permanent, 'permanent-redirect-code': code },
      'temporal-redirect is set too',
      report,
    );
    const status = codeOf('temporal-redirect-code', temporalCode, 307, 302, report);
    return { value: fixed(temporal.value, status), from: temporal.from };
  }
  reportInert({ 'temporal-redirect-code': temporalCode }, 'temporal-redirect is not set', report);
  if (!permanent) {
    reportInert({ 'permanent-redirect-code': code }, 'permanent-redirect is not set', report);
    return undefined;
  }
  const target = permanent.value;
  if (!/^([a-z][-.a-z0-9]*:|[/?])/i.test(target))
    report('I2G2362', { annotation: 'permanent-redirect', target }, permanent.from);
  const status = codeOf('permanent-redirect-code', code, 308, 301, report);
  // Only a location that starts with a slash is completed, and so can be left as it is.
  const relative = target.startsWith('/') && owner.valuesOf(redirectForm)['relative-redirects']?.value === true;
  return { value: { ...fixed(target, status), ...(relative && { relative }) }, from: permanent.from };
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

/** nginx sends the URL as it stands; one that starts with a slash is completed with the request's scheme and host. */
export function fixed(location: string, status: number): RedirectTarget {
  const [, scheme, authority, rest = ''] = /^(?:(https?):\/\/([^/?]*))?(.*)$/is.exec(location) ?? [];
  const [, hostname = '', port] = /^(.*?)(?::(\d+))?$/.exec(authority ?? '') ?? [];
  const [path = '', ...query] = rest.split('?');
  const asItStands = scheme === undefined && !location.startsWith('/');
  return {
    status,
    ...(scheme !== undefined && { scheme: scheme.toLowerCase() === 'https' ? 'https' : 'http' }),
    ...(hostname !== '' && { hostname: hostname.toLowerCase() }),
    ...(port !== undefined && { port: Number(port) }),
    // A URL that ends with its host stays as it is.
    path: asItStands || path.startsWith('/') || (path === '' && hostname !== '') ? path : `/${path}`,
    query: { replace: query.join('?') },
    ...(asItStands && { relative: true }),
  };
}
