import { feature } from '../site.ts';
import { bool } from '../values.ts';

/** What the controller still reads, and nginx no longer does. */
export const obsolete = feature({
  name: 'obsolete',
  summary: 'What has no effect any more.',
  reference:
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#http2-push-preload',
  annotations: {
    'http2-push-preload': {
      schema: bool,
      doc: 'Pushed files that an answer names. nginx has had no server push since 1.25.',
      onInvalid: 'ingress-rejected',
      fills: { exact: 'nginx has no server push either' },
    },
  },
  becomes: [],
});
