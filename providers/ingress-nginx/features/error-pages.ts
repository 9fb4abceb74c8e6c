import * as z from 'zod';
import { defined } from '../../../src/defined.ts';
import { lazily } from '../../../src/lazily.ts';
import { reportInertSettings } from '../inert.ts';
import { feature } from '../site.ts';
import { bool } from '../values.ts';

/** A list as the controller takes it apart after it has let it pass: a space or a comma too many, and it reads none. */
const statuses = lazily(() =>
  z
    .string()
    .refine((v) => /^(?:[4,5]\d{2},?)*$/.test(v.replaceAll(' ', '')), 'expected statuses from 400 to 599, with commas')
    .transform((v) => (v.split(',').every((one) => /^\d+$/.test(one)) ? v.split(',').map(Number) : undefined)),
);

/** `custom-http-errors`, `default-backend` and `disable-proxy-intercept-errors`. */
export const errorPages = feature({
  name: 'error-pages',
  summary: 'Another backend stands in for one that fails.',
  reference:
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#custom-http-errors',
  annotations: {
    'custom-http-errors': {
      schema: statuses,
      doc: 'Answers with these statuses are replaced by what the default backend answers to a request for /, with the status in X-Code.',
      onInvalid: 'ingress-rejected',
      fills: ['error-pages.statuses'],
    },
    'default-backend': {
      schema: lazily(() =>
        z
          .string()
          .max(63, 'expected at most 63 characters')
          .regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, 'expected the name of a Service of the same namespace'),
      ),
      doc: 'The Service that answers where that of the path has no endpoints, and that gives the pages of custom-http-errors. Its first port is asked.',
      onInvalid: 'ingress-rejected',
      fills: ['error-pages.backend'],
    },
    'disable-proxy-intercept-errors': {
      schema: bool,
      doc: 'custom-http-errors replaces errors of nginx itself, and leaves answers of the backend alone.',
      onInvalid: 'default',
      fills: ['error-pages.intercepts'],
      fallback: { key: 'disable-proxy-intercept-errors' },
    },
  },
  becomes: ['error-pages'],
  wokenBy: ['custom-http-errors'],
  lower(values, { owner, config }, report) {
    const own = values['custom-http-errors'];
    if (own && !own.value) {
      reportInertSettings([own], 'ingress-nginx reads no list with spaces, or with a comma at its end', report);
    }
    const listed = own?.value ? { value: own.value, from: own.from } : config.value('custom-http-errors');
    const codes = listed && listed.value.length > 0 ? listed : undefined;
    const service = values['default-backend'];
    const backend = service && {
      value: { namespace: owner.ingress.namespace, name: service.value },
      from: service.from,
    };
    const disabled = values['disable-proxy-intercept-errors'];
    if (!codes) reportInertSettings([disabled], 'no custom-http-errors are set', report);
    const intercepts = codes && disabled?.value ? { value: false, from: disabled.from } : undefined;
    return codes || backend ? { route: { 'error-pages': defined({ statuses: codes, backend, intercepts }) } } : {};
  },
});
