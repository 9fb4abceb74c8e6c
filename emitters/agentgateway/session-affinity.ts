import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { Target } from './release.ts';

/** Never emitted: the sessionPersistence of a route is ignored without a word. */
export const sessionAffinity = (_target: Target): Capabilities['session-affinity'] =>
  missing(
    'its policies have no session affinity, and it ignores the sessionPersistence of routes',
    'keep sessions where all endpoints find them, in a store or in a signed cookie, or run the Service with one endpoint',
  );
