import * as z from 'zod';
import { lazily } from '../../../src/lazily.ts';
import { feature } from '../site.ts';
import { bool } from '../values.ts';

/** Elements with colons between. Commas and spaces are none, though OpenSSL would take them. */
const cipherList = lazily(() =>
  z
    .string()
    .regex(
      /^([A-Za-z0-9!:+\-_]|@STRENGTH|@SECLEVEL=[0-5])*$/,
      'expected a cipher list of OpenSSL, with colons between',
    ),
);

/** `ssl-ciphers` and the like. Passes read it, as it holds for a host and not for a path. */
export const listenerTls = feature({
  name: 'listener-tls',
  summary: 'TLS between clients and the proxy. The first Ingress of a host with a setting decides for all.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#ssl-ciphers',
  annotations: {
    'ssl-ciphers': {
      schema: cipherList,
      doc: 'The ciphers of TLS 1.2 that clients may choose from, as OpenSSL lists them.',
      onInvalid: 'ingress-rejected',
      fills: ['listener-tls.ciphers'],
      fallback: { key: 'ssl-ciphers' },
    },
    'ssl-prefer-server-ciphers': {
      schema: bool,
      doc: "Whether the server's order of ciphers counts, and not the client's. Default: true.",
      onInvalid: 'default',
      fills: ['listener-tls.serverOrder'],
    },
  },
  becomes: ['listener-tls'],
});
