import { approximately, type Capabilities, missing, renders } from '../../src/emit/capabilities.ts';
import { durationOf } from '../../src/emit/duration.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';
import { originsOf } from '../../src/emit/losses.ts';

/** The time-out of a rule, which is one for the whole answer. */
export const timeouts = (_api: GatewayApi): Capabilities['timeouts'] => {
  const summary = 'the time-out counts for the whole of an answer, and not for the silence in it';
  return renders(
    'timeouts',
    { read: approximately(summary, () => undefined), send: approximately(summary, () => undefined) },
    ({ read, send }, { kind }) => {
      if (kind === 'GRPCRoute') return missing('GRPCRoute has no time-outs', 'let the clients give up');
      const seconds = Math.max(read.value, send?.value ?? 0);
      const request = durationOf(seconds);
      return {
        fragments: [{ into: 'rule', filters: [], fields: { timeouts: { request } } }],
        differences: [
          {
            differs: `an answer is cut off ${seconds} s after the request came, even a long download, a stream or a WebSocket; ingress-nginx cuts it off where ${silence(read.value, send?.value)}`,
            stake: 'behaviour',
            from: originsOf(send ? { read, send } : { read }),
          },
        ],
      };
    },
  );
};

/** What ingress-nginx waits for, in words. */
export const silence = (read: number, send: number | undefined): string =>
  send === undefined || send === read
    ? `the backend is silent for ${read} s`
    : `the backend sends nothing for ${read} s, or takes nothing for ${send} s`;
