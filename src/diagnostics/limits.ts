import { entry } from './entry.ts';

/** 234x and 235x: what a provider says about limits, time-outs and retries. */
export const limitEntries = {
  I2G2340: entry<{ annotation: string }>({
    name: 'timeout-of-zero',
    severity: 'warning',
    message: (d) => `${d.annotation} is 0, with which nginx gives up at once; it is treated as if it were not set`,
    hint: () => 'write a large number where there should be no limit, such as 86400',
    explain:
      'Zero seconds are no endless wait: the time is over before anything can have come, and clients get 504. As that is never meant, the output goes on as if the value were not set.',
  }),
  I2G2341: entry<{ because: string }>({
    name: 'buffers-that-nginx-refuses',
    severity: 'warning',
    message: (d) => `nginx refuses its whole configuration with these buffers: ${d.because}`,
    hint: () => 'the controller applies no change of any Ingress until it is mended; the output is not affected',
    explain:
      'Each of the values can be read, and nginx compares them with each other when it starts. The controller goes on with the last configuration that nginx took.',
  }),
};
