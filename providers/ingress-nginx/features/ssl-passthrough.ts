import { feature } from '../site.ts';
import { bool } from '../values.ts';

/** `ssl-passthrough`. */
export const sslPassthrough = feature({
  name: 'ssl-passthrough',
  summary: 'Hands TLS connections for a host to the backend of its `/` unread.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#ssl-passthrough',
  annotations: {
    'ssl-passthrough': {
      schema: bool,
      doc: 'TLS connections go to the backend of `/` as they are; plain HTTP is still served by the proxy. Needs the controller flag --enable-ssl-passthrough.',
      onInvalid: 'ingress-rejected',
      fills: ['route.passthrough'],
    },
  },
  becomes: [],
});
