import * as z from 'zod';
import type { Sourced } from '../../../src/model/origin.ts';
import { feature } from '../site.ts';

const protocols = ['HTTP', 'HTTPS', 'GRPC', 'GRPCS', 'AUTO_HTTP', 'FCGI'] as const;
const protocol = z
  .string()
  .transform((v) => v.toUpperCase())
  .pipe(z.enum(protocols, 'expected HTTP, HTTPS, GRPC, GRPCS, AUTO_HTTP or FCGI'));

/** `backend-protocol`. TLS itself is the business of `proxy-ssl`. */
export const backendProtocol = feature({
  name: 'backend-protocol',
  summary: 'What the backend is spoken to with.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#backend-protocol',
  annotations: {
    'backend-protocol': {
      schema: protocol,
      doc: 'HTTP, HTTPS, GRPC, GRPCS, AUTO_HTTP or FCGI. Default: HTTP.',
      onInvalid: 'default',
    },
  },
  becomes: ['http-version'],
  lower({ 'backend-protocol': protocol }, _at, report) {
    const refuse = (because: string, { from }: Sourced<string>) => {
      report('I2G2122', { because }, from);
      return { refused: { value: because, from } };
    };
    switch (protocol?.value) {
      case 'GRPC':
      case 'GRPCS':
        return { backend: { 'http-version': { version: { value: 'grpc', from: protocol.from } } } };
      case 'FCGI':
        return refuse('no Gateway API implementation speaks FastCGI', protocol);
      case 'AUTO_HTTP':
        return refuse('AUTO_HTTP speaks to the backend as the client spoke to nginx, which no target can', protocol);
      case 'HTTP':
      case 'HTTPS':
      case undefined:
        return {};
    }
  },
});
