import { approximately, type Capabilities, missing, type Place, renders } from '../../src/emit/capabilities.ts';
import { bytesText, quantityOf } from '../../src/emit/quantity.ts';
import { traffic } from './policy.ts';
import type { Target } from './release.ts';

/** The largest number that a limit can be. */
const largest = 2 ** 32 - 1;
/** More than a proxy can hold of many requests at once. */
const heavy = 16 * 2 ** 20;

/** A body is gathered in memory to see how large it is. */
export const bodyLimit = (target: Target): Capabilities['body-limit'] =>
  target.has('buffer')
    ? renders(
        'body-limit',
        { most: approximately('bodies are held in memory whole before the backend is asked', () => undefined) },
        ({ most: { value } }, place) => {
          if (value > largest)
            return missing(
              `a limit is at most ${largest} bytes, and ${bytesText(value)} would have to be held in memory`,
              'turn large bodies away in the backend',
            );
          if (speaksGrpc(place))
            return missing(
              'agentgateway reads a request whole to see how large it is, which stops streams of gRPC',
              'set the largest size of a message in the backend',
            );
          const failureMode = target.has('bufferFailureMode') ? { failureMode: 'FailClosed' } : {};
          return {
            fragments: [traffic({ buffer: { request: { maxBytes: quantityOf(value), ...failureMode } } })],
            differences: [
              {
                differs: `the body of a request, up to ${bytesText(value)}, is held in memory whole before the backend is asked; ${asSource(place)}`,
                stake: value > heavy ? 'behaviour' : 'tuning',
              },
            ],
          };
        },
      )
    : missing(
        'agentgateway limits bodies since 1.3.1',
        'use agentgateway 1.3.1 or newer, or turn large bodies away in the backend',
      );

const asSource = ({ route: { policies } }: Place): string =>
  policies.buffering?.requests?.value === false
    ? 'ingress-nginx passes it on as it comes'
    : 'ingress-nginx keeps 8 KiB in memory unless it is told otherwise, and the rest on disk';

/** Whether bodies are gathered before the backend is asked, so that they can be measured. */
export function gathersBodies({ route, ...place }: Place, target: Target): boolean {
  const most = route.policies['body-limit']?.most.value;
  return target.has('buffer') && most !== undefined && most <= largest && !speaksGrpc({ route, ...place });
}

const speaksGrpc = ({ route: { action } }: Place): boolean =>
  action.kind === 'forward' && action.to.some(({ policies }) => policies['http-version']?.version.value === 'grpc');
