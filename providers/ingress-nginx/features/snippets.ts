import { feature } from '../site.ts';
import { snippetAnnotations } from '../snippets/annotations.ts';

/** nginx configuration in annotations, converted as far as it is understood. */
export const snippets = feature({
  name: 'snippets',
  summary: 'Raw nginx configuration.',
  reference:
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#configuration-snippet',
  annotations: snippetAnnotations,
  becomes: ['request-headers', 'response-headers', 'host-rewrite', 'ip-access', 'header-access', 'opaque-access'],
  lower(_values, { reading }, report) {
    reading.tell(report);
    return { route: reading.policies };
  },
});
