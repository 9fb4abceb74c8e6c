import * as z from 'zod';
import { lazily } from '../../../src/lazily.ts';
import { onlyWith } from '../gates.ts';
import { valuePattern } from '../pcre.ts';
import { feature } from '../site.ts';
import { basic, bool, integer } from '../values.ts';

/** One page: a named location, or a URL or path. */
const page = lazily(() =>
  z
    .string()
    .regex(/^(@[\w-]+|((https?:\/\/)?[A-Za-z0-9.-]+(:\d+)?)?(\/[\w.-]+)*\/?)$/, 'expected @name, a URL or a path'),
);

/** A pattern that starts with what every subject has. What it has no form in RE2 for the controller cannot compile either. */
const subject = lazily(() =>
  z
    .string()
    .startsWith('CN=', 'expected CN= and a regular expression')
    .transform((written, context) => {
      const translated = valuePattern(written);
      if (!('problem' in translated)) return { written, pattern: translated.pattern };
      context.addIssue(`expected a regular expression after CN=, and ${translated.problem}`);
      return z.NEVER;
    }),
);

/** `auth-tls-*`: who may connect to a host at all. Passes read it, as it holds for a host and not for a path. */
export const clientCertificate = feature({
  name: 'client-certificate',
  summary:
    'Clients of a host prove who they are with a certificate. The first Ingress of a host with it decides for all.',
  reference:
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#client-certificate-authentication',
  annotations: {
    'auth-tls-secret': {
      schema: basic,
      doc: 'The Secret, as namespace/name, whose ca.crt signs the certificates of clients. Without it nginx reads none of the other auth-tls annotations. Plain HTTP stays open.',
      onInvalid: 'ingress-rejected',
      fills: ['client-certificate.authority', 'client-certificate.revoked'],
    },
    'auth-tls-verify-client': {
      schema: lazily(() =>
        z.enum(['on', 'off', 'optional', 'optional_no_ca'], 'expected on, off, optional or optional_no_ca'),
      ),
      doc: 'Whether a client needs a certificate. Default: on. Where it is optional, clients with one are treated like those without.',
      onInvalid: 'default',
      fills: [
        'client-certificate.authority',
        'client-identity.told',
        { except: 'where it is optional a client with a certificate is treated like one without' },
      ],
      gate: onlyWith('auth-tls-secret'),
    },
    'auth-tls-verify-depth': {
      schema: integer,
      doc: 'How long the chain of certificates of a client may be. Default: 1.',
      onInvalid: 'default',
      fills: ['client-certificate.verifyDepth'],
      gate: onlyWith('auth-tls-secret'),
    },
    'auth-tls-error-page': {
      schema: page,
      doc: 'Where clients without a good certificate are redirected to.',
      onInvalid: 'ingress-rejected',
      fills: ['client-certificate.errorPage'],
      gate: onlyWith('auth-tls-secret'),
    },
    'auth-tls-pass-certificate-to-upstream': {
      schema: bool,
      doc: "Hand the client's certificate to the backend in the header ssl-client-cert.",
      onInvalid: 'ingress-rejected',
      fills: ['client-identity.certificate'],
      gate: onlyWith('auth-tls-secret'),
    },
    'auth-tls-match-cn': {
      schema: subject,
      doc: 'What the subject of the certificate must hold: CN= and a regular expression. All others get 403, over plain HTTP as well.',
      onInvalid: 'ingress-rejected',
      fills: ['client-identity.subject'],
      gate: onlyWith('auth-tls-secret'),
    },
  },
  becomes: ['client-certificate', 'client-identity'],
});
