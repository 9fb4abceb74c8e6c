import { reportInert } from '../inert.ts';
import { feature } from '../site.ts';
import { size } from '../values.ts';

/** What nginx takes where it is told nothing. */
const builtIn = 2 ** 20;

/** `proxy-body-size`. */
export const bodyLimit = feature({
  name: 'body-limit',
  summary: 'How large the body of a request may be.',
  reference:
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#custom-max-body-size',
  annotations: {
    'proxy-body-size': {
      schema: size,
      doc: 'Requests with a larger body get 413: a number of bytes, or one with k, m or g; 0 is without limit. Default: 1m.',
      onInvalid: 'default',
      fills: ['body-limit.most'],
      fallback: { key: 'proxy-body-size', builtIn: '1m' },
    },
  },
  becomes: ['body-limit'],
  wokenBy: [],
  lower({ 'proxy-body-size': limit }, _at, report) {
    if (!limit) return {};
    const { bytes, unit } = limit.value;
    // The controller leaves the directive out, and the default of nginx itself counts, whatever the ConfigMap says.
    if (unit === 'b') {
      reportInert({ 'proxy-body-size': limit }, 'nginx has no unit b, and keeps its own limit of 1 MiB', report);
      return { route: { 'body-limit': { most: { value: builtIn, from: limit.from } } } };
    }
    return bytes === 0 ? {} : { route: { 'body-limit': { most: { value: bytes, from: limit.from } } } };
  },
});
