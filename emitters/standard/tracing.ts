import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** Left to the implementation. */
export const tracing = (_api: GatewayApi): Capabilities['tracing'] =>
  missing('Gateway API says nothing of traces', 'look for a policy of your implementation');
