import * as z from 'zod';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import { lazily } from '../../../src/lazily.ts';
import type { LoadBalancing, SessionAffinity } from '../../../src/model/policies/index.ts';
import { reportInertSettings } from '../inert.ts';
import { feature, type NginxIngress } from '../site.ts';
import { bool, integer, withVariables } from '../values.ts';

const algorithms = ['round_robin', 'chash', 'chashsubset', 'sticky_balanced', 'sticky_persistent', 'ewma'] as const;

/** The choice of endpoints. It is a setting of a Service, so `loadBalancingOf` reads it off the Ingress that counts. */
export const loadBalancing = feature({
  name: 'load-balancing',
  summary: 'Which endpoint of a backend gets a request.',
  reference:
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#custom-nginx-load-balancing',
  annotations: {
    'load-balance': {
      schema: lazily(() =>
        z.enum(algorithms, `expected ${algorithms.slice(0, -1).join(', ')} or ${algorithms.at(-1)}`),
      ),
      doc: 'round_robin: each endpoint in turn; ewma: the faster of two. Of several Ingresses of a Service the first counts. Default: round_robin.',
      onInvalid: 'ingress-rejected',
      fills: ['load-balancing.algorithm'],
      fallback: { key: 'load-balance', builtIn: 'round_robin' },
    },
    'upstream-hash-by': {
      schema: withVariables,
      doc: 'Requests for which this text is the same go to the same endpoint.',
      onInvalid: 'ingress-rejected',
      fills: ['load-balancing.hashBy'],
    },
    'upstream-hash-by-subset': {
      schema: bool,
      doc: 'The hash picks a group of endpoints, and one of the group gets the request.',
      onInvalid: 'ingress-rejected',
      fills: ['load-balancing.hashBy'],
    },
    'upstream-hash-by-subset-size': {
      schema: integer,
      doc: 'How many endpoints such a group has. Default: 3.',
      onInvalid: 'ingress-rejected',
      fills: ['load-balancing.hashBy'],
    },
    'service-upstream': {
      schema: bool,
      doc: "Requests go to the Service's own address, and not to those of its endpoints.",
      onInvalid: 'false',
      fills: ['route.own-address'],
      fallback: { key: 'service-upstream' },
    },
  },
  becomes: ['load-balancing'],
});

/**
 * How the endpoints of a Service are chosen. The controller asks for session affinity first, then for a hash, then for
 * the algorithm: what comes later has no effect.
 */
export function loadBalancingOf(
  by: NginxIngress,
  affinity: SessionAffinity | undefined,
  report: Report,
): LoadBalancing | undefined {
  const values = by.valuesOf(loadBalancing);
  const algorithm = values['load-balance'];
  const hash = values['upstream-hash-by'];
  const subset = values['upstream-hash-by-subset'];
  const size = values['upstream-hash-by-subset-size'];
  const idle = (because: string, ...settings: Parameters<typeof reportInertSettings>[0]) =>
    reportInertSettings(settings, because, report);
  if (affinity) {
    idle('session affinity comes before it', algorithm, hash, subset, size);
    return undefined;
  }
  if (!hash) {
    idle('upstream-hash-by is not set', subset, size);
    return algorithm && { algorithm };
  }
  idle('upstream-hash-by comes before it', algorithm);
  if (!subset?.value) idle('upstream-hash-by-subset is not "true"', size);
  return {
    hashBy: {
      value: { text: hash.value, ...(subset?.value && { subset: size?.value ?? 3 }) },
      from: [...hash.from, ...(subset?.value ? [...subset.from, ...(size?.from ?? [])] : [])],
    },
  };
}
