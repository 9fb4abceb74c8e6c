import { defined } from '../../../src/defined.ts';
import { feature } from '../site.ts';
import { networks } from '../values.ts';

/** `allowlist-source-range` and `denylist-source-range`. */
export const ipAccess = feature({
  name: 'ip-access',
  summary: 'Which client addresses may reach a location.',
  reference:
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#allowlist-source-range',
  annotations: {
    'allowlist-source-range': {
      schema: networks,
      aliases: ['whitelist-source-range'],
      doc: 'Only clients in these networks are let in; all others get 403.',
      onInvalid: 'location-denied',
    },
    'denylist-source-range': {
      schema: networks,
      doc: 'Clients in these networks get 403, even where the allow list holds them.',
      onInvalid: 'location-denied',
    },
  },
  becomes: ['ip-access'],
  lower(values) {
    const allow = values['allowlist-source-range'];
    const deny = values['denylist-source-range'];
    return allow || deny ? { route: { 'ip-access': defined({ allow, deny }) } } : {};
  },
});
