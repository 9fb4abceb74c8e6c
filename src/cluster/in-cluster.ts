import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownCluster } from './cluster.ts';
import type { Configuration, Environment } from './config.ts';
import { noExtras } from './extras.ts';

/** Where a Pod finds what it may do. */
const account = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The cluster that a Pod runs in, by what Kubernetes puts into every Pod; `undefined` where this is none. */
export function inCluster(env: Environment, root: string): Configuration | undefined {
  const [host, port] = [env['KUBERNETES_SERVICE_HOST'], env['KUBERNETES_SERVICE_PORT']];
  const file = (name: string) => join(root, account, name);
  if (!host || !port || !existsSync(file('token'))) return undefined;
  const namespace = existsSync(file('namespace')) ? readFileSync(file('namespace'), 'utf8').trim() : '';
  return {
    context: { name: ownCluster, cluster: ownCluster, user: ownCluster, ...(namespace !== '' && { namespace }) },
    cluster: {
      name: ownCluster,
      server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
      caFile: file('ca.crt'),
      skipTLSVerify: false,
    },
    user: { name: ownCluster, token: readFileSync(file('token'), 'utf8').trim() },
    extras: noExtras,
  };
}
