import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** Which client addresses may reach a route. */
export const ipAccess = (_api: GatewayApi): Capabilities['ip-access'] =>
  missing(
    'the Gateway API has no rules on client addresses',
    'keep the addresses out in front of the gateway, by a firewall or a NetworkPolicy',
  );
