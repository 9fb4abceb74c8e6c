import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** A firewall is another program. */
export const waf = (_api: GatewayApi): Capabilities['waf'] =>
  missing(
    'it has no firewall, and no language for its rules',
    'put a firewall in front of the Gateway, or look for a policy of your implementation',
  );
