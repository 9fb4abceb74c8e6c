import * as z from 'zod';
import { lazily } from '../../../src/lazily.ts';
import { refuse } from '../refuse.ts';
import { feature, type NginxIngress } from '../site.ts';

const protocols = ['HTTP', 'HTTPS', 'GRPC', 'GRPCS', 'AUTO_HTTP', 'FCGI'] as const;
const protocol = lazily(() =>
  z
    .string()
    .transform((v) => v.toUpperCase())
    .pipe(z.enum(protocols, 'expected HTTP, HTTPS, GRPC, GRPCS, AUTO_HTTP or FCGI')),
);

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
      fills: [
        'http-version.version',
        'backend-tls.verify',
        { except: 'with FCGI and AUTO_HTTP the paths answer with an error' },
      ],
    },
  },
  becomes: ['http-version'],
  wokenBy: [],
  lower({ 'backend-protocol': protocol }, _at, report) {
    switch (protocol?.value) {
      case 'GRPC':
      case 'GRPCS':
        return { backend: { 'http-version': { version: { value: 'grpc', from: protocol.from } } } };
      case 'FCGI':
        return refuse(
          'no Gateway API implementation speaks FastCGI',
          protocol.from,
          report,
          'put a web server that speaks FastCGI before the backend, and let the Ingress lead to it',
        );
      case 'AUTO_HTTP':
        return refuse(
          'AUTO_HTTP speaks to the backend as the client spoke to nginx, which no target can',
          protocol.from,
          report,
          'set backend-protocol to HTTP or HTTPS, whichever the backend speaks',
        );
      case 'HTTP':
      case 'HTTPS':
      case undefined:
        return {};
    }
  },
});

/** Whether nginx hands requests on with `grpc_pass`, which reads none of the `proxy_` directives. */
export function speaksGrpc(owner: NginxIngress): boolean {
  const protocol = owner.valuesOf(backendProtocol)['backend-protocol']?.value;
  return protocol === 'GRPC' || protocol === 'GRPCS';
}
