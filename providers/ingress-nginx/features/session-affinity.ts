import * as z from 'zod';
import { defined } from '../../../src/defined.ts';
import { lazily } from '../../../src/lazily.ts';
import type { SessionAffinity } from '../../../src/model/policies/index.ts';
import { onlyWhere } from '../gates.ts';
import { feature, type NginxIngress } from '../site.ts';
import { basic, bool, url } from '../values.ts';

const reference = 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/';

/** What the controller takes for a number of seconds. */
const seconds = lazily(() =>
  z
    .string()
    // The controller's own ^0|-?[1-9]\d*$, less what makes no difference but time: its second half is tied to the end alone.
    .regex(/^0|[1-9]0*$/, 'expected a number of seconds')
    .transform((v) => Number.parseInt(v, 10) || 0),
);

/** `affinity` and what belongs to it. It is a setting of a Service, so `affinityOf` lays it together. */
export const sessionAffinity = feature({
  name: 'session-affinity',
  summary: 'A client comes back to the same endpoint, told by a cookie.',
  reference: `${reference}#session-affinity`,
  annotations: {
    affinity: {
      schema: lazily(() => z.enum(['cookie'], 'expected "cookie"')),
      doc: 'cookie: a client comes back to the endpoint that it was served by before, on every path of the Service.',
      onInvalid: 'default',
      fills: ['session-affinity.cookie'],
    },
    'affinity-mode': {
      schema: lazily(() => z.enum(['balanced', 'persistent'], 'expected "balanced" or "persistent"')),
      doc: 'balanced: some clients move to endpoints that are added; persistent: none do. Default: balanced.',
      onInvalid: 'default',
      fills: ['session-affinity.mode'],
    },
    'affinity-canary-behavior': {
      schema: lazily(() => z.enum(['sticky', 'legacy'], 'expected "sticky" or "legacy"')),
      doc: 'On a canary. sticky: a client that was sent to the canary comes back to it; legacy: each request is drawn anew. Default: sticky.',
      onInvalid: 'default',
      fills: ['session-affinity.canary'],
    },
    'session-cookie-name': {
      schema: basic,
      doc: 'The name of the cookie. Default: INGRESSCOOKIE.',
      onInvalid: 'default',
      fills: ['session-affinity.cookie'],
      gate: onlyWhere('affinity', 'cookie'),
    },
    'session-cookie-path': {
      schema: url,
      doc: "The cookie's Path. Default: the path of the Ingress.",
      onInvalid: 'default',
      fills: ['session-affinity.path'],
      gate: onlyWhere('affinity', 'cookie'),
    },
    'session-cookie-domain': {
      schema: basic,
      doc: "The cookie's Domain.",
      onInvalid: 'default',
      fills: ['session-affinity.domain'],
      gate: onlyWhere('affinity', 'cookie'),
    },
    'session-cookie-max-age': {
      schema: seconds,
      doc: "The cookie's Max-Age, in seconds. Default: it ends with the browser's session.",
      onInvalid: 'default',
      fills: ['session-affinity.maxAge'],
      gate: onlyWhere('affinity', 'cookie'),
    },
    'session-cookie-expires': {
      schema: seconds,
      doc: "The cookie's Expires, as seconds from now.",
      onInvalid: 'default',
      fills: ['session-affinity.expires'],
      gate: onlyWhere('affinity', 'cookie'),
    },
    'session-cookie-samesite': {
      schema: lazily(() => z.string().regex(/^(none|lax|strict)$/i, 'expected "None", "Lax" or "Strict"')),
      doc: "The cookie's SameSite.",
      onInvalid: 'default',
      fills: ['session-affinity.sameSite'],
      gate: onlyWhere('affinity', 'cookie'),
    },
    'session-cookie-conditional-samesite-none': {
      schema: bool,
      doc: 'Leaves SameSite=None out for browsers that misread it.',
      onInvalid: 'default',
      fills: ['session-affinity.conditionalSameSiteNone'],
      gate: onlyWhere('affinity', 'cookie'),
    },
    'session-cookie-secure': {
      schema: bool,
      doc: "The cookie's Secure. Over HTTPS it is set whatever this says.",
      onInvalid: 'default',
      fills: ['session-affinity.secure'],
      gate: onlyWhere('affinity', 'cookie'),
    },
    'session-cookie-change-on-failure': {
      schema: bool,
      doc: 'A client whose endpoint fails gets a cookie for another one.',
      onInvalid: 'default',
      fills: ['session-affinity.changeOnFailure'],
      gate: onlyWhere('affinity', 'cookie'),
    },
  },
  becomes: ['session-affinity'],
});

/**
 * The affinity of a Service whose paths are in these Ingresses, in the controller's order: who asks first makes it
 * sticky, the mode is the first that anybody names, and the cookie is that of the last who asks.
 */
export function affinityOf(ingresses: readonly NginxIngress[]): SessionAffinity | undefined {
  const all = ingresses.map((one) => one.valuesOf(sessionAffinity));
  const sticky = all.filter(({ affinity }) => affinity);
  const [first, last] = [sticky[0]?.affinity, sticky.at(-1)];
  if (!first || !last?.affinity) return undefined;
  const name = last['session-cookie-name'];
  return defined({
    cookie: {
      value: name?.value ?? 'INGRESSCOOKIE',
      from: [...first.from, ...(last.affinity === first ? [] : last.affinity.from), ...(name?.from ?? [])],
    } as const,
    mode: all.map((one) => one['affinity-mode']).find((mode) => mode),
    path: last['session-cookie-path'],
    domain: last['session-cookie-domain'],
    maxAge: last['session-cookie-max-age'],
    expires: last['session-cookie-expires'],
    sameSite: last['session-cookie-samesite'],
    conditionalSameSiteNone: last['session-cookie-conditional-samesite-none'],
    secure: last['session-cookie-secure'],
    changeOnFailure: last['session-cookie-change-on-failure'],
  });
}
