import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** Another service that decides about every request. */
export const externalAuth = (_api: GatewayApi): Capabilities['external-auth'] =>
  missing(
    'the filter ExternalAuth is in the experimental channel of the Gateway API only',
    'let a proxy such as oauth2-proxy stand between the gateway and the backend',
  );
