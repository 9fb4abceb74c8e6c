import * as z from 'zod';
import { noValues, type Values } from '../../../src/annotations.ts';
import { defined } from '../../../src/defined.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import { lazily } from '../../../src/lazily.ts';
import type { Sourced } from '../../../src/model/origin.ts';
import type { Cors } from '../../../src/model/policies/index.ts';
import { onceEach } from '../../../src/once-each.ts';
import { reportInert } from '../inert.ts';
import { feature } from '../site.ts';
import { bool, entriesOf, integer } from '../values.ts';

/** Pieces of origins in any order: a list with anything else in it is refused as a whole, `*` beside others too. */
const originPieces = /^(?:[A-Za-z0-9\-.,]|(?<=[a-z]):\/\/|\*\.|:\d)*$/;
const origin = /^(?:[a-z]+:\/\/(?:\*\.)?[A-Za-z0-9\-.]*(?::\d+)?|null)$/;

const origins = lazily(() =>
  z
    .string()
    .refine((v) => v === '*' || originPieces.test(v.replaceAll(' ', '')), 'expected origins with commas between, or *')
    .transform(entriesOf),
);

const words = (word: string, what: string) =>
  z
    .string()
    .regex(new RegExp(`^${word}+(?:(?:,[ \\t]?|[ \\t])${word}+)*,?$`), `expected ${what}, with commas between`)
    .transform(entriesOf);

const headers = lazily(() =>
  z
    .string()
    .regex(/^[A-Za-z0-9\-_, ]*$/, 'expected names of headers, with commas between')
    .transform(entriesOf),
);

/** `enable-cors` and `cors-*`. */
export const cors = feature({
  name: 'cors',
  summary: 'Which pages of other origins may read answers.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#enable-cors',
  annotations: {
    'enable-cors': {
      schema: bool,
      doc: 'Answers preflights before anything else is asked, and lets pages of other origins read answers. Without it the other annotations have no effect.',
      onInvalid: 'default',
      fills: ['cors.origins'],
    },
    'cors-allow-origin': {
      schema: origins,
      doc: 'The origins, with commas between: `scheme://host[:port]`, where `*.` is one label, or `*`. Default, also for a list that cannot be read: `*`.',
      onInvalid: 'default',
      fills: ['cors.origins'],
    },
    'cors-allow-methods': {
      schema: words('[A-Za-z]', 'methods'),
      doc: 'The methods that a page may use. Default: GET, PUT, POST, DELETE, PATCH and OPTIONS.',
      onInvalid: 'default',
      fills: ['cors.methods'],
    },
    'cors-allow-headers': {
      schema: headers,
      doc: 'The headers that a page may send. Default: a list of nine, from DNT to Authorization.',
      onInvalid: 'default',
      fills: ['cors.headers'],
    },
    'cors-allow-credentials': {
      schema: bool,
      doc: 'Whether a page may send cookies and the like. Default: true.',
      onInvalid: 'default',
      fills: ['cors.credentials'],
    },
    'cors-expose-headers': {
      schema: words('[A-Za-z0-9\\-_*]', 'names of headers or *'),
      doc: 'The headers of answers that a page may read, beside those that any page may.',
      onInvalid: 'default',
      fills: ['cors.exposedHeaders'],
    },
    'cors-max-age': {
      schema: integer,
      doc: 'How many seconds a preflight counts for. Default: 1728000.',
      onInvalid: 'default',
      fills: ['cors.maxAge'],
    },
  },
  becomes: ['cors'],
  wokenBy: [],
  lower(values, _at, report) {
    const policy = corsOf(values, report);
    return policy ? { route: { cors: policy } } : {};
  },
});

const defaults = {
  methods: ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS'],
  headers: [
    'DNT',
    'Keep-Alive',
    'User-Agent',
    'X-Requested-With',
    'If-Modified-Since',
    'Cache-Control',
    'Content-Type',
    'Range',
    'Authorization',
  ],
  maxAge: 1_728_000,
} as const;

/** The policy of a location, which holds for its redirects as well: one object for all locations of an Ingress. */
export function corsOf(values: Said, report: Report): Cors | undefined {
  return values === noValues ? undefined : saidWith(report)(values);
}

type Said = Values<typeof cors.annotations>;

const saidWith = onceEach((report: Report) => onceEach((values: Said) => policyOf(values, report)));

function policyOf(values: Said, report: Report): Cors | undefined {
  const { 'enable-cors': enabled, ...others } = values;
  if (!enabled?.value) {
    reportInert(others, 'enable-cors is not "true"', report);
    return undefined;
  }
  const said = values['cors-allow-origin'];
  const allowed: Sourced<readonly string[]> = said
    ? { value: allowedOf(said, report), from: said.from }
    : { value: ['*'], from: enabled.from };
  // nginx compares origins with an empty list of patterns: none of them gets a header.
  if (allowed.value.length === 0) return undefined;
  const { from } = enabled;
  return defined({
    origins: allowed,
    methods: values['cors-allow-methods'] ?? { value: defaults.methods, from },
    headers: values['cors-allow-headers'] ?? { value: defaults.headers, from },
    exposedHeaders: values['cors-expose-headers'],
    credentials: values['cors-allow-credentials'] ?? { value: true, from },
    maxAge: values['cors-max-age'] ?? { value: defaults.maxAge, from },
  });
}

/** The entries that are origins, in the case of browsers: nginx compares without regard to it. */
function allowedOf({ value, from }: Sourced<readonly string[]>, report: Report): readonly string[] {
  if (value.includes('*')) return ['*'];
  const [good, bad] = [value.filter((one) => origin.test(one)), value.filter((one) => !origin.test(one))];
  if (bad.length > 0 || good.length === 0) report('I2G2360', { entries: bad, left: good.length }, from);
  return [...new Set(good.map((one) => one.toLowerCase()))];
}
