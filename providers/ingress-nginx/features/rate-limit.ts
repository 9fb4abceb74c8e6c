import type { Values } from '../../../src/annotations.ts';
import { defined } from '../../../src/defined.ts';
import type { Sourced } from '../../../src/model/origin.ts';
import type { RequestLimit } from '../../../src/model/policies/index.ts';
import { reportInert } from '../inert.ts';
import { type At, feature } from '../site.ts';
import { integer, integerFrom, networks } from '../values.ts';
import { buffering } from './buffering.ts';

const withoutLimit = 'neither limit-rps nor limit-rpm is set';

const annotations = {
  'limit-rps': {
    schema: integer,
    doc: 'Requests per second of one client address, over all paths of the Ingress; 0 is without limit.',
    onInvalid: 'ingress-rejected',
    fills: ['rate-limit.perSecond'],
  },
  'limit-rpm': {
    schema: integer,
    doc: 'Requests per minute of one client address, over all paths of the Ingress; 0 is without limit.',
    onInvalid: 'ingress-rejected',
    fills: ['rate-limit.perMinute'],
  },
  'limit-burst-multiplier': {
    // nginx takes no burst below 1.
    schema: integerFrom(1),
    doc: 'How many times the rate may come at once. Default: 5.',
    onInvalid: 'default',
    fills: ['rate-limit.perSecond', 'rate-limit.perMinute'],
    // The controller writes it beside a limit only.
    gate: {
      closed: (said: (annotation: string) => unknown) =>
        ['limit-rps', 'limit-rpm'].some((limit) => Number(said(limit)) > 0) ? undefined : withoutLimit,
    },
  },
  'limit-connections': {
    schema: integer,
    doc: 'Requests of one client address that may be under way at once; 0 is without limit.',
    onInvalid: 'ingress-rejected',
    fills: ['connection-limit.most'],
  },
  'limit-allowlist': {
    schema: networks,
    aliases: ['limit-whitelist'],
    doc: 'Clients in these networks are not counted.',
    onInvalid: 'ingress-rejected',
    fills: ['rate-limit.exempt', 'connection-limit.exempt'],
  },
  'limit-rate': {
    schema: integer,
    doc: 'KiB of an answer that go to a client each second; needs proxy-buffering; 0 is without limit.',
    onInvalid: 'default',
    fills: ['bandwidth.rate'],
    fallback: { key: 'limit-rate' },
  },
  'limit-rate-after': {
    schema: integer,
    doc: 'KiB of an answer that come before limit-rate sets in.',
    onInvalid: 'default',
    fills: ['bandwidth.after'],
    fallback: { key: 'limit-rate-after' },
  },
} as const;

type OwnValues = Values<typeof annotations>;

/** `limit-*`. */
export const rateLimit = feature({
  name: 'rate-limit',
  summary: 'How much a client may ask for.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#rate-limiting',
  annotations,
  becomes: ['rate-limit', 'connection-limit', 'bandwidth'],
  wokenBy: [],
  lower(values, at, report) {
    const limit = (name: 'limit-rps' | 'limit-rpm' | 'limit-connections' | 'limit-rate' | 'limit-rate-after') => {
      const value = values[name];
      // The controller writes limits above 0, and takes no offence at others.
      if (value && value.value < 0) reportInert({ [name]: value }, 'a limit below 0 is none', report);
      return value && value.value > 0 ? value : undefined;
    };
    const multiplier = values['limit-burst-multiplier'];
    const exempt = values['limit-allowlist'];
    const perSecond = withBurst(limit('limit-rps'), multiplier);
    const perMinute = withBurst(limit('limit-rpm'), multiplier);
    const most = limit('limit-connections');
    const said = perSecond ?? perMinute;
    if (!said) {
      reportInert({ 'limit-burst-multiplier': multiplier }, withoutLimit, report);
      if (!most) reportInert({ 'limit-allowlist': exempt }, `${withoutLimit}, nor limit-connections`, report);
    }
    const status = at.config.value('limit-req-status-code') ?? (said && { value: 503, from: said.from });
    const rate = limit('limit-rate');
    const after = limit('limit-rate-after');
    const slowed = bandwidthOf(rate, after, at);
    if ('because' in slowed) reportInert({ 'limit-rate': rate, 'limit-rate-after': after }, slowed.because, report);
    return {
      route: defined({
        'rate-limit': said && status && defined({ perSecond, perMinute, exempt, status }),
        'connection-limit': most && defined({ most, exempt }),
        bandwidth: 'because' in slowed ? undefined : slowed,
      }),
    };
  },
});

/** nginx lets the burst pass at once, and one more. */
function withBurst(
  rate: Sourced<number> | undefined,
  multiplier: OwnValues['limit-burst-multiplier'],
): Sourced<RequestLimit> | undefined {
  if (!rate) return undefined;
  const atOnce = rate.value * (multiplier?.value ?? 5) + 1;
  return { value: { requests: rate.value, atOnce }, from: multiplier ? [...rate.from, ...multiplier.from] : rate.from };
}

/** nginx takes the limit away from an answer that it does not buffer. */
function bandwidthOf(rate: Sourced<number> | undefined, after: Sourced<number> | undefined, { owner }: At) {
  if (!rate) return { because: 'limit-rate is not set' };
  if (!owner.valuesOf(buffering)['proxy-buffering']?.value) return { because: 'proxy-buffering is not on' };
  return defined({ rate, after });
}
