import { missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';
import type { Traits } from '../../src/emit/traits.ts';
import { passthrough } from './gateway-api.ts';

/** What the Gateway API can say of routes. */
export function traitsOf(api: GatewayApi): Traits {
  const tlsRoute = passthrough(api);
  return {
    names: 'rendered',
    'regex-path': {
      summary: 'in which order regular expressions are tried, and their dialect, is up to the implementation',
    },
    header: 'rendered',
    'header-pattern': { summary: 'the dialect of regular expressions for headers is up to the implementation' },
    weights: 'rendered',
    redirect: { summary: "the query of the request is kept, and the URL's own is lost" },
    'redirect-status': api.has('redirectStatuses')
      ? { summary: 'statuses other than 301, 302, 303, 307 and 308 become 302', limit: true }
      : { summary: 'statuses other than 301 and 302 become the one of them that is nearest' },
    'redirect-elsewhere': { summary: 'a / at the end of the path is kept' },
    'redirect-slash': 'rendered',
    'redirect-path': { summary: 'the query of the request is kept' },
    'redirect-port': { summary: 'the location may leave out the port of its scheme' },
    'redirect-relative': { summary: 'the location names the scheme and the host' },
    passthrough: 'because' in tlsRoute ? tlsRoute : 'rendered',
    'own-address': missing(
      'routes lead to the endpoints of a Service',
      'nothing: the gateway spreads requests over the endpoints itself',
    ),
  };
}
