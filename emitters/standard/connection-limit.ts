import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** How many requests a client may have under way. */
export const connectionLimit = (_api: GatewayApi): Capabilities['connection-limit'] =>
  missing('the Gateway API does not count connections', 'set a limit with a policy of your gateway, or in front of it');
