import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** How many requests a client may make. */
export const rateLimit = (_api: GatewayApi): Capabilities['rate-limit'] =>
  missing('the Gateway API has no rate limits', 'set one with a policy of your gateway');
