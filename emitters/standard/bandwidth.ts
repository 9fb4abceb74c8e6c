import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** How fast answers travel. */
export const bandwidth = (_api: GatewayApi): Capabilities['bandwidth'] =>
  missing('the Gateway API has no limit on the bandwidth', 'slow answers down in the backend');
