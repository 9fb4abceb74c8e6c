import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { Target } from './release.ts';

/** How fast answers travel. */
export const bandwidth = (_target: Target): Capabilities['bandwidth'] =>
  missing('agentgateway has no limit on the bandwidth', 'slow answers down in the backend');
