import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** TLS with clients, beside certificates: `tls.options` of a listener are the implementation's own. */
export const listenerTls = (_api: GatewayApi): Capabilities['listener-tls'] =>
  missing(
    'the Gateway API has neither ciphers nor TLS versions for listeners',
    "set them with your implementation's own policy; most take TLS 1.2 and 1.3 with modern ciphers only",
  );
