import { defined } from '../../../src/defined.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Sourced } from '../../../src/model/origin.ts';
import { feature } from '../site.ts';
import { seconds } from '../values.ts';

/** What nginx waits for an answer where nobody says. */
const builtInRead = 60;

/** `proxy-read-timeout` and `proxy-send-timeout`. */
export const timeouts = feature({
  name: 'timeouts',
  summary: 'How long a backend may be silent.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#custom-timeouts',
  annotations: {
    'proxy-read-timeout': {
      schema: seconds,
      doc: 'Seconds between two reads of an answer, and not for the whole of it. Default: 60.',
      onInvalid: 'default',
      fills: ['timeouts.read'],
      fallback: { key: 'proxy-read-timeout', builtIn: '60' },
    },
    'proxy-send-timeout': {
      schema: seconds,
      doc: 'Seconds between two writes of a request. Default: 60.',
      onInvalid: 'default',
      fills: ['timeouts.send'],
      fallback: { key: 'proxy-send-timeout', builtIn: '60' },
    },
  },
  becomes: ['timeouts'],
  wokenBy: [],
  lower(values, _at, report) {
    const send = lasting('proxy-send-timeout', values['proxy-send-timeout'], report);
    const said = lasting('proxy-read-timeout', values['proxy-read-timeout'], report);
    // Whoever limits the writes alone has a time-out for the reads all the same.
    const read = said ?? (send && { value: builtInRead, from: send.from });
    return read ? { route: { timeouts: defined({ read, send }) } } : {};
  },
});

/** A time-out that waits at all: with 0 nginx gives up before anything can have come, which nobody wants. */
export function lasting(
  annotation: string,
  timeout: Sourced<number> | undefined,
  report: Report,
): Sourced<number> | undefined {
  if (timeout?.value !== 0) return timeout;
  report('I2G2340', { annotation }, timeout.from);
  return undefined;
}
