import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** A field of the experimental channel. */
export const sessionAffinity = (_api: GatewayApi): Capabilities['session-affinity'] =>
  missing(
    'sessionPersistence is in the experimental channel of Gateway API only',
    'where your implementation knows it, add sessionPersistence to the rule by hand; else keep sessions where all endpoints find them',
  );
