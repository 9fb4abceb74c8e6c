import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { Target } from './release.ts';

/** A rule has no second backend. */
export const errorPages = (_target: Target): Capabilities['error-pages'] =>
  missing(
    'no other backend is asked where one fails',
    'let the Service answer with the pages itself and always have an endpoint, or put a fixed text in their place with transformation.response.body on response.code',
  );
