import type { ServiceRef } from '../../src/model/policies/index.ts';

const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const serviceName = new RegExp(`^(${label})\\.(${label})\\.svc(?:\\.cluster\\.local)?\\.?$`, 'i');

/**
 * The Service that a host name of the cluster stands for: `name.namespace.svc`, with or without `cluster.local`. nginx
 * looks up whole names only, so nothing shorter is one.
 */
export function clusterServiceOf(host: string): ServiceRef | undefined {
  const [, name, namespace] = serviceName.exec(host) ?? [];
  return name === undefined || namespace === undefined
    ? undefined
    : { namespace: namespace.toLowerCase(), name: name.toLowerCase() };
}
