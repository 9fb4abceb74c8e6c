import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { Target } from './release.ts';

/** How many requests a client may have under way. */
export const connectionLimit = (_target: Target): Capabilities['connection-limit'] =>
  missing('agentgateway does not count connections', 'set a limit in front of the gateway, or count in the backend');
