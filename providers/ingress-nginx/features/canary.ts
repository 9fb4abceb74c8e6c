import { onlyWhere } from '../gates.ts';
import { feature } from '../site.ts';
import { basic, bool, integer, serverName } from '../values.ts';

/** `canary-*`. How requests are told apart is the canary pass's business. */
export const canary = feature({
  name: 'canary',
  summary: 'Sends a share of the requests of another Ingress to a second Service.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary',
  annotations: {
    canary: {
      schema: bool,
      doc: 'This Ingress is the canary of another one with the same hosts and paths. Without it no canary annotation has an effect.',
      onInvalid: 'default',
      fills: ['route.weights'],
    },
    'canary-weight': {
      schema: integer,
      doc: 'How many of `canary-weight-total` requests go to the canary.',
      onInvalid: 'default',
      fills: ['route.weights'],
      gate: onlyWhere('canary', true),
    },
    'canary-weight-total': {
      schema: integer,
      doc: 'What the weight is a share of. Only a total above 100 has an effect. Default: 100.',
      onInvalid: 'default',
      fills: ['route.weights'],
      gate: onlyWhere('canary', true),
    },
    'canary-by-header': {
      schema: basic,
      doc: 'A request with this header goes to the canary for `always` and never for `never`.',
      onInvalid: 'default',
      fills: ['route.header'],
      gate: onlyWhere('canary', true),
    },
    'canary-by-header-value': {
      schema: basic,
      doc: 'The value of the header that goes to the canary, instead of `always` and `never`.',
      onInvalid: 'default',
      fills: ['route.header'],
      gate: onlyWhere('canary', true),
    },
    'canary-by-header-pattern': {
      schema: serverName,
      doc: 'A regular expression that is searched for in the header, where no value is set.',
      onInvalid: 'default',
      fills: ['route.header-pattern'],
      gate: onlyWhere('canary', true),
    },
    'canary-by-cookie': {
      schema: basic,
      doc: 'A request with this cookie goes to the canary for `always` and never for `never`.',
      onInvalid: 'default',
      fills: ['route.header-pattern'],
      gate: onlyWhere('canary', true),
    },
  },
  becomes: [],
});
