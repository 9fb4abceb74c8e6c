import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** Every implementation has its own way with `X-Forwarded-For` and its kin. */
export const forwardedHeaders = (_api: GatewayApi): Capabilities['forwarded-headers'] =>
  missing(
    'filters set headers to fixed text, and which X-Forwarded headers a gateway sets by itself is up to the implementation',
    'see that the new gateway sets the X-Forwarded headers that backends read, in place of those that clients send',
  );
