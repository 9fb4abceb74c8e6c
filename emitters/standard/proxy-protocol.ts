import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** The PROXY protocol of a load balancer in front. */
export const proxyProtocol = (_api: GatewayApi): Capabilities['proxy-protocol'] =>
  missing(
    'the Gateway API does not know the PROXY protocol',
    'switch it on in your implementation, or off in the load balancer',
  );
