import type { RequestOptions } from 'node:https';
import process from 'node:process';
import { get, list } from './client.ts';
import { type Cluster, type ClusterSettings, clusterError } from './cluster.ts';
import { configurationOf, type Environment, firstLine, kubeConfigOf } from './config.ts';
import { letIn } from './credentials.ts';
import { interruptible } from './interrupt.ts';
import { progressOn } from './progress.ts';
import { withoutPassword } from './proxy.ts';
import type { Endpoint } from './request.ts';

/** How long one answer may take where nobody says, in milliseconds. */
const usualPatience = 30_000;

/** How many requests for single objects may be under way at once. Lists come over one connection. */
const connections = 8;

/** What tests have otherwise than the program. */
export interface World {
  readonly env?: Environment;
  /** What stands before the places that a Pod knows. */
  readonly root?: string;
  /** How long to wait before a second attempt, in milliseconds. */
  readonly pause?: number;
}

/** The cluster that kubectl would talk to. Nothing is asked of it before something is listed. Throws a `ClusterError`. */
export async function openCluster(
  settings: ClusterSettings,
  { env = process.env, root = '', pause = 500 }: World = {},
): Promise<Cluster> {
  const configuration = configurationOf(settings, env, root);
  const config = kubeConfigOf(configuration, await letIn(configuration, env));
  const options: RequestOptions = { headers: { ...configuration.extras.impersonation } };
  try {
    // Once for all requests, and not for each of them.
    await config.applyToHTTPSOptions(options);
  } catch (error) {
    throw clusterError({ kind: 'bad-configuration', reason: firstLine(error) });
  }
  const { agent, ...rest } = options;
  const { context, cluster } = configuration;
  const { server, proxyUrl } = cluster;
  const endpoint: Endpoint = {
    context: context.name,
    server,
    ...(proxyUrl !== undefined && { proxy: withoutPassword(proxyUrl) }),
    options: {
      ...rest,
      ...(typeof agent === 'object' && { agent: Object.assign(agent, { keepAlive: true, maxSockets: connections }) }),
    },
    patience: settings.patience ?? usualPatience,
    pause,
  };
  const progress = progressOn(process.stderr, context.name, settings.quiet === true);
  const got = new Map<string, number>();
  return {
    context: context.name,
    namespace: context.namespace ?? 'default',
    list: (type, selection = {}) =>
      interruptible(progress, () => {
        progress.reading(type, 0);
        return list(endpoint, type, selection, (count) => progress.reading(type, count));
      }),
    get: (type, namespace, name) =>
      interruptible(progress, () => {
        const count = got.get(type.kind) ?? 0;
        got.set(type.kind, count + 1);
        progress.reading(type, count);
        return get(endpoint, type, namespace, name);
      }),
  };
}
