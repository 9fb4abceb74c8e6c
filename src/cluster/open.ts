import type { RequestOptions } from 'node:https';
import process from 'node:process';
import { type Endpoint, list } from './client.ts';
import { type Cluster, type ClusterSettings, clusterError } from './cluster.ts';
import { configurationOf, type Environment, firstLine } from './config.ts';

/** How long a server may be silent, in milliseconds. */
const patience = 30_000;

/** The cluster that kubectl would talk to. Nothing is asked of it before something is listed. Throws a `ClusterError`. */
export async function openCluster(
  settings: ClusterSettings,
  env: Environment = process.env,
  wait: number = patience,
): Promise<Cluster> {
  const config = configurationOf(settings, env);
  const options: RequestOptions = {};
  try {
    // Once for all requests: programs that hand out credentials would be run for each one.
    await config.applyToHTTPSOptions(options);
  } catch (error) {
    throw clusterError({ kind: 'bad-configuration', reason: firstLine(error) });
  }
  const { agent, ...rest } = options;
  const endpoint: Endpoint = {
    context: config.currentContext,
    server: config.getCurrentCluster()?.server ?? '',
    options: { ...rest, ...(typeof agent === 'object' && { agent: Object.assign(agent, { keepAlive: true }) }) },
    patience: wait,
  };
  return { context: endpoint.context, list: (type) => list(endpoint, type) };
}
