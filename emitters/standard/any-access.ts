import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** Checks of which one is enough. */
export const anyAccess = (_api: GatewayApi): Capabilities['any-access'] =>
  missing(
    'the Gateway API has no checks of which one is enough',
    'keep one of them, in a proxy between the gateway and the backend',
  );
