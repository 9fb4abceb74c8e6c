import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** How large the body of a request may be. */
export const bodyLimit = (_api: GatewayApi): Capabilities['body-limit'] =>
  missing(
    'the Gateway API has no limit on the size of bodies',
    'set one with a policy of your gateway, or turn large bodies away in the backend',
  );
