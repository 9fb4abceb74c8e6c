import { type Capabilities, renders } from '../../src/emit/capabilities.ts';
import { corsFields, corsSettings } from '../standard/cors.ts';
import { traffic } from './policy.ts';
import type { Target } from './release.ts';

/** CORS by policy, whose form is that of the filter and which needs no release of the Gateway API. */
export const cors = (_target: Target): Capabilities['cors'] =>
  renders('cors', corsFields, (spec) => {
    const rendered = corsSettings(spec, '200');
    if ('because' in rendered) return rendered;
    return { fragments: [traffic({ cors: rendered.settings })], differences: rendered.differences };
  });
