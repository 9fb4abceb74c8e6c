import { approximately, type Capabilities, renders } from '../../src/emit/capabilities.ts';
import { buffering as ofAnyGateway, streamed } from '../standard/buffering.ts';
import { gathersBodies } from './body-limit.ts';
import type { Target } from './release.ts';

/** Bodies are passed on as they come, but for requests that have to be measured. */
export const buffering = (target: Target): Capabilities['buffering'] =>
  renders(
    'buffering',
    {
      ...ofAnyGateway.fields,
      requests: approximately(`${streamed.requests}, unless there is a limit on bodies`, (whole, place) =>
        whole && !gathersBodies(place, target)
          ? `${streamed.requests}; ingress-nginx reads it whole before the backend is asked`
          : undefined,
      ),
    },
    ({ requests: _ }) => ({ fragments: [], differences: [] }),
  );
