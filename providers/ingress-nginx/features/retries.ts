import * as z from 'zod';
import { refusal } from '../../../src/annotations.ts';
import { defined } from '../../../src/defined.ts';
import { lazily } from '../../../src/lazily.ts';
import type { Sourced } from '../../../src/model/origin.ts';
import type { RetryConditions } from '../../../src/model/policies/index.ts';
import { reportInert } from '../inert.ts';
import { type At, feature } from '../site.ts';
import { integerFrom } from '../values.ts';
import { speaksGrpc } from './backend-protocol.ts';

const conditions = [
  'error',
  'timeout',
  'invalid_header',
  'http_500',
  'http_502',
  'http_503',
  'http_504',
  'http_403',
  'http_404',
  'http_429',
  'non_idempotent',
  'off',
] as const;

const words = lazily(() =>
  z
    .string()
    .regex(
      new RegExp(`^((${conditions.join('|')})\\s?)+$`),
      'expected words such as error, timeout, http_502 or off, with one space between',
    )
    .transform((text) => text.split(/\s/).filter((word) => word !== ''))
    // The controller does not miss the spaces.
    .pipe(
      z.array(z.string().refine(isCondition, { error: 'nginx misses a space between two words', params: refusal })),
    ),
);

function isCondition(word: string): boolean {
  return (conditions as readonly string[]).includes(word);
}

/** What the controller writes where nobody says: `error timeout`, three times. */
const usual = ['error', 'timeout'];
const usualTries = 3;

/** `proxy-next-upstream`, `-tries` and `-timeout`. */
export const retries = feature({
  name: 'retries',
  summary: 'When a request is sent to another endpoint.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/#proxy-next-upstream',
  annotations: {
    'proxy-next-upstream': {
      schema: words,
      doc: 'What is tried again: error, timeout, invalid_header, http_500, http_502 and others, non_idempotent; or off. Default: error timeout.',
      onInvalid: 'default',
      fills: ['retries.on'],
      fallback: { key: 'proxy-next-upstream', builtIn: 'error timeout' },
    },
    'proxy-next-upstream-tries': {
      schema: integerFrom(0),
      doc: 'How often a request is sent in all; 0 is without limit. Default: 3.',
      onInvalid: 'default',
      fills: ['retries.tries'],
      fallback: { key: 'proxy-next-upstream-tries', builtIn: '3' },
    },
    'proxy-next-upstream-timeout': {
      schema: integerFrom(0),
      doc: 'Seconds for all tries together; 0 is without limit. Default: 0.',
      onInvalid: 'default',
      fills: ['retries.timeout'],
      fallback: { key: 'proxy-next-upstream-timeout' },
    },
  },
  becomes: ['retries'],
  wokenBy: [],
  lower(values, at, report) {
    const {
      'proxy-next-upstream': on,
      'proxy-next-upstream-tries': tries,
      'proxy-next-upstream-timeout': timeout,
    } = values;
    const said = on ?? tries ?? timeout;
    if (!said) return {};
    if (speaksGrpc(at.owner)) {
      reportInert(values, 'grpc_pass does not read it', report);
      return {};
    }
    if (on?.value.includes('off')) {
      const { 'proxy-next-upstream': _, ...others } = values;
      reportInert(others, 'proxy-next-upstream is off', report);
      return {};
    }
    const most: Sourced<number> = tries ?? { value: usualTries, from: said.from };
    if (most.value === 1) return {};
    const when = on ?? { value: usual, from: said.from };
    return { route: { retries: defined({ on: conditionsOf(when, at), tries: most, timeout }) } };
  },
});

function conditionsOf({ value: said, from }: Sourced<readonly string[]>, { config }: At): Sourced<RetryConditions> {
  const always = config.value('retry-non-idempotent');
  const statuses = said.flatMap((word) => (word.startsWith('http_') ? [Number(word.slice('http_'.length))] : []));
  return {
    value: {
      error: said.includes('error'),
      timeout: said.includes('timeout'),
      garbled: said.includes('invalid_header'),
      statuses: [...new Set(statuses)].sort((a, b) => a - b),
      anyMethod: said.includes('non_idempotent') || always?.value === true,
    },
    from: always?.value ? [...from, ...always.from] : from,
  };
}
