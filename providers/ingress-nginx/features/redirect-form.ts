import { feature } from '../site.ts';
import { bool } from '../values.ts';

/** `relative-redirects` and `use-port-in-redirects`: they shape the redirects that other features ask for. */
export const redirectForm = feature({
  name: 'redirect-form',
  summary: 'What the locations of redirects look like.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/#relative-redirects',
  annotations: {
    'relative-redirects': {
      schema: bool,
      doc: 'Redirects to a path of the same host name neither scheme nor host: those to a path that ends in `/`, and permanent-redirect to a path. Default: false.',
      onInvalid: 'ingress-rejected',
      fills: ['route.redirect-relative'],
      fallback: { key: 'relative-redirects' },
    },
    'use-port-in-redirects': {
      schema: bool,
      doc: 'The redirect to HTTPS names the port. Default: false.',
      onInvalid: 'default',
      fills: ['route.redirect-port'],
      fallback: { key: 'use-port-in-redirects' },
    },
  },
  becomes: [],
});
