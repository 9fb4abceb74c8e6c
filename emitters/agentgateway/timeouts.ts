import { approximately, type Capabilities, renders } from '../../src/emit/capabilities.ts';
import { durationOf } from '../../src/emit/duration.ts';
import { originsOf } from '../../src/emit/losses.ts';
import { silence } from '../standard/timeouts.ts';
import { traffic } from './policy.ts';
import type { Target } from './release.ts';

/** The time-out of a route, which ends where the answer begins. */
export const timeouts = (_target: Target): Capabilities['timeouts'] => {
  const summary =
    'the time-out counts until the answer begins, the body of the request and all tries included, and never after that';
  return renders(
    'timeouts',
    { read: approximately(summary, () => undefined), send: approximately(summary, () => undefined) },
    ({ read, send }) => {
      const seconds = Math.max(read.value, send?.value ?? 0);
      const request = durationOf(seconds);
      return {
        fragments: [traffic({ timeouts: { request } })],
        differences: [
          {
            differs: `the client gets 504 where no answer has begun ${seconds} s after the request came, its body and all tries included, and an answer that has begun may be silent for ever; ingress-nginx gives up where ${silence(read.value, send?.value)}`,
            stake: 'behaviour',
            from: originsOf(send ? { read, send } : { read }),
          },
        ],
      };
    },
  );
};
