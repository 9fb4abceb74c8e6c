import * as z from 'zod';
import type { Values } from '../../../src/annotations.ts';
import { defined } from '../../../src/defined.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import { lazily } from '../../../src/lazily.ts';
import type { Origins, Sourced } from '../../../src/model/origin.ts';
import type { AnswerRewrite, LocationRewrite, Replacement } from '../../../src/model/policies/index.ts';
import { reportInert } from '../inert.ts';
import { type At, feature } from '../site.ts';
import { expand, factsOf } from '../variables.ts';
import { backendProtocol } from './backend-protocol.ts';

/** A URL, or two texts with a space between, as the controller looks at them without the spaces. */
const urls = lazily(() =>
  z.string().regex(/^[-._~a-zA-Z0-9/:,?&= ]*$/, 'expected letters, digits and - . _ ~ / : , ? & ='),
);

const domains = lazily(() =>
  z.string().regex(/^(off|\S+\s+\S+)$/, 'expected "off", or the domain to replace and its replacement'),
);

const annotations = {
  'proxy-redirect-from': {
    schema: urls,
    doc: "What `Location` of the backend's answers must start with to be rewritten. `off` and `default` rewrite nothing that a gateway would see. Default: off.",
    onInvalid: 'default',
    fills: ['answer-rewrite.location'],
    fallback: { key: 'proxy-redirect-from' },
  },
  'proxy-redirect-to': {
    schema: urls,
    doc: 'What takes the place of that start. Default: off.',
    onInvalid: 'default',
    fills: ['answer-rewrite.location'],
    fallback: { key: 'proxy-redirect-to' },
  },
  'proxy-cookie-domain': {
    schema: domains,
    doc: "The domain in the backend's cookies that is replaced, and its replacement. Default: off.",
    onInvalid: 'default',
    fills: ['answer-rewrite.cookieDomain'],
    fallback: { key: 'proxy-cookie-domain' },
  },
  'proxy-cookie-path': {
    schema: urls,
    doc: "The path in the backend's cookies that is replaced, and its replacement. Default: off.",
    onInvalid: 'default',
    fills: ['answer-rewrite.cookiePath'],
    fallback: { key: 'proxy-cookie-path' },
  },
} as const;

type Name = keyof typeof annotations;

/** `proxy-redirect-*` and `proxy-cookie-*`. */
export const answerRewrite = feature({
  name: 'answer-rewrite',
  summary: 'Changes to the redirects and cookies of the backend.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#proxy-redirect',
  annotations,
  becomes: ['answer-rewrite'],
  wokenBy: ['proxy-redirect-from', 'proxy-redirect-to', 'proxy-cookie-domain', 'proxy-cookie-path'],
  lower(values, at, report) {
    const said = saidAt(values, at);
    const from = said('proxy-redirect-from');
    const to = said('proxy-redirect-to');
    const domain = said('proxy-cookie-domain');
    const path = said('proxy-cookie-path');
    if (!from && !to && !domain && !path) return {};
    const protocol = at.owner.valuesOf(backendProtocol)['backend-protocol']?.value;
    if (protocol === 'GRPC' || protocol === 'GRPCS' || protocol === 'FCGI') {
      reportInert(values, `nginx does not read it for ${protocol}`, report);
      return {};
    }
    const rewrite: AnswerRewrite = defined({
      location: locationRewriteOf(from, to, at, report),
      cookieDomain: replacementOf('proxy-cookie-domain', domain, report),
      cookiePath: replacementOf('proxy-cookie-path', path, report),
    });
    return Object.keys(rewrite).length > 0 ? { route: { 'answer-rewrite': rewrite } } : {};
  },
});

/** The controller looks closely at annotations, and takes its ConfigMap as it is. */
const saidAt =
  (values: Values<typeof annotations>, { config }: At) =>
  (name: Name): Sourced<string> | undefined =>
    values[name] ?? config.text(name);

/** With `off` and `default` nginx rewrites its own address of the backend at most, which no gateway sends there. */
const rewritesNothing = /^(off|default)$/;

function locationRewriteOf(
  from: Sourced<string> | undefined,
  to: Sourced<string> | undefined,
  at: At,
  report: Report,
): Sourced<LocationRewrite> | undefined {
  const fixed = from && !rewritesNothing.test(from.value) ? from : undefined;
  if (!fixed || !to || to.value === 'off') {
    if (fixed)
      report('I2G2003', { annotation: 'proxy-redirect-from', because: 'proxy-redirect-to is off' }, fixed.from);
    if (to && to.value !== 'off')
      report(
        'I2G2003',
        { annotation: 'proxy-redirect-to', because: `proxy-redirect-from is ${from?.value ?? 'off'}` },
        to.from,
      );
    return undefined;
  }
  const both: Origins = [...fixed.from, ...to.from];
  const spaced = [fixed, to].find(({ value }) => /\s/.test(value));
  if (spaced) {
    const annotation = spaced === to ? 'proxy-redirect-to' : 'proxy-redirect-from';
    report('I2G2373', { annotation, problem: 'it has spaces in it' }, spaced.from);
    return undefined;
  }
  const expanded = expand(to.value, factsOf(at));
  const problem = /^~|\$/.test(fixed.value)
    ? `proxy-redirect-from ${fixed.value} is no fixed text`
    : 'problem' in expanded
      ? expanded.problem
      : undefined;
  if (problem !== undefined) {
    report(
      'I2G2372',
      { setting: 'the rewriting of Location', lost: 'redirects stay as the backend writes them', problem },
      both,
    );
    return undefined;
  }
  if ('problem' in expanded) return undefined;
  return { value: { from: fixed.value, to: expanded.template }, from: both };
}

/** nginx wants two words here, and the controller lets one pass. */
function replacementOf(
  annotation: 'proxy-cookie-domain' | 'proxy-cookie-path',
  said: Sourced<string> | undefined,
  report: Report,
): Sourced<Replacement> | undefined {
  if (!said || said.value === 'off') return undefined;
  const [from, to, ...more] = said.value.split(/\s+/);
  if (from !== undefined && to !== undefined && more.length === 0) return { value: { from, to }, from: said.from };
  report('I2G2373', { annotation, problem: 'it has to be "off", or a text and its replacement' }, said.from);
  return undefined;
}
