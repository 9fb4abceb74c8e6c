import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** Requests that are turned away for a header. */
export const headerAccess = (_api: GatewayApi): Capabilities['header-access'] =>
  missing(
    'the Gateway API turns no request away for what a header holds',
    'turn these clients away in front of the gateway, or with a policy of your implementation',
  );
