import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** Trying again is in the experimental channel alone. */
export const retries = (_api: GatewayApi): Capabilities['retries'] =>
  missing(
    'retries are not in the standard channel of the Gateway API',
    'set them with a policy of your gateway, or let the clients try again',
  );
