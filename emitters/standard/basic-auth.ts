import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** Names and passwords. */
export const basicAuth = (_api: GatewayApi): Capabilities['basic-auth'] =>
  missing(
    'the Gateway API has no authentication',
    'use the authentication policy of your implementation, or let the backend ask for the password',
  );
