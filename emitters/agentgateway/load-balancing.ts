import { approximately, byItself, type Capabilities, missing, renders } from '../../src/emit/capabilities.ts';
import type { Target } from './release.ts';

/** There is one algorithm, which is that of `ewma`. */
export const loadBalancing = (_target: Target): Capabilities['load-balancing'] =>
  renders(
    'load-balancing',
    {
      algorithm: approximately('of two endpoints at random the one with the lower latency is taken', (algorithm) =>
        algorithm === 'round_robin'
          ? 'agentgateway takes the one of two endpoints at random that has answered faster, and ingress-nginx takes each in turn'
          : undefined,
      ),
      hashBy: missing(
        'endpoints are not chosen by a hash',
        'see that each endpoint can serve each request, such as by a cache that they share',
      ),
    },
    ({ algorithm }) =>
      algorithm === undefined || ['round_robin', 'ewma'].includes(algorithm.value)
        ? byItself
        : missing(`there is no algorithm like ${algorithm.value}`, 'nothing, unless endpoints differ from each other'),
  );
