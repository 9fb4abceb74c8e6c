import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** Left to the implementation. */
export const accessLog = (_api: GatewayApi): Capabilities['access-log'] =>
  missing(
    'Gateway API says nothing of logs',
    'look for a policy of your implementation, or leave the lines out where the log is collected',
  );
