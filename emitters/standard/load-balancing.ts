import { type Capabilities, missing, renders } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

const because = 'Gateway API leaves the choice of endpoints to its implementations';
const lost = missing(because, 'look for a policy of your implementation, if its own choice does not do');

/** Left to the implementation. */
export const loadBalancing = (_api: GatewayApi): Capabilities['load-balancing'] =>
  renders(
    'load-balancing',
    {
      algorithm: lost,
      hashBy: missing(because, 'look for a policy of your implementation with consistent hashing'),
    },
    () => lost,
  );
