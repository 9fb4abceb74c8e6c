import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** A rule has no second backend. */
export const errorPages = (_api: GatewayApi): Capabilities['error-pages'] =>
  missing(
    'no other backend is asked where one fails',
    'let the Service answer with the pages itself and always have an endpoint, or look for a policy of your implementation',
  );
