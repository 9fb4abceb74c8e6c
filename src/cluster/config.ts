import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { type Cluster, type Context, KubeConfig, type User } from '@kubernetes/client-node';
import { type ClusterSettings, clusterError } from './cluster.ts';
import { type Extras, extrasIn, noExtras } from './extras.ts';
import { inCluster } from './in-cluster.ts';
import { isProxy, proxyFor, withoutPassword } from './proxy.ts';

/** What the environment says about clusters. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Which cluster, who asks it, and from which namespace. */
export interface Configuration {
  readonly context: Context;
  readonly cluster: Cluster;
  readonly user: User;
  /** What the library does not read. */
  readonly extras: Extras;
}

/** The cluster, the user and the context that are meant, as kubectl finds them. Throws a `ClusterError`. */
export function configurationOf(settings: ClusterSettings, env: Environment, root: string): Configuration {
  const { kubeconfig, context } = settings;
  const places = placesOf(kubeconfig, env);
  const files = places.filter((file) => existsSync(file));
  if (files.length > 0) return chosen(merged(files), context, env);
  const pod = kubeconfig === undefined && context === undefined ? inCluster(env, root) : undefined;
  if (pod === undefined) throw clusterError({ kind: 'no-configuration', looked: places });
  return { ...pod, cluster: withProxy(pod.cluster, env) };
}

/** As the library wants it: one of each, so that a slip in a name is found before anybody connects to anything. */
export function kubeConfigOf({ context, cluster }: Configuration, user: User): KubeConfig {
  const config = new KubeConfig();
  // The library takes no certificate authority from a cluster whose context has no user.
  const contexts = [{ ...context, user: user.name }];
  config.loadFromOptions({ clusters: [cluster], users: [user], contexts, currentContext: context.name });
  return config;
}

function placesOf(kubeconfig: string | undefined, env: Environment): readonly string[] {
  if (kubeconfig !== undefined) return [kubeconfig];
  const named = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  return named.length > 0 ? named : [join(env['HOME'] ?? homedir(), '.kube', 'config')];
}

/** What one kubeconfig says, or several do. */
interface Kubeconfig {
  readonly config: KubeConfig;
  readonly extrasOf: (cluster: string, user: string) => Extras;
}

/** Several files as one: of two entries with one name the first counts, as it does for kubectl. */
function merged(files: readonly string[]): Kubeconfig {
  const parts = files.map(loaded);
  const configs = parts.map(({ config }) => config);
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: firstOfEach(configs.flatMap(({ clusters }) => clusters)),
    users: firstOfEach(configs.flatMap(({ users }) => users)),
    contexts: firstOfEach(configs.flatMap(({ contexts }) => contexts)),
    currentContext: configs.map(({ currentContext }) => currentContext).find((name) => name),
  });
  const extrasOf = (cluster: string, user: string): Extras => ({
    ...noExtras,
    ...parts.find((part) => part.config.clusters.some(({ name }) => name === cluster))?.extras.ofCluster(cluster),
    ...parts.find((part) => part.config.users.some(({ name }) => name === user))?.extras.ofUser(user),
  });
  return { config, extrasOf };
}

function loaded(file: string) {
  const config = new KubeConfig();
  try {
    // An entry that nobody asks for may be broken.
    config.loadFromFile(file, { onInvalidEntry: 'filter' });
  } catch (error) {
    throw clusterError({ kind: 'bad-configuration', reason: `${file}: ${firstLine(error)}` });
  }
  for (const { exec } of config.users) {
    const command: unknown = exec?.command;
    // A program that is named by its place is looked for beside the file.
    if (typeof command === 'string' && command.includes('/') && !isAbsolute(command)) {
      exec.command = resolve(dirname(file), command);
    }
  }
  return { config, extras: extrasIn(readFileSync(file, 'utf8'), dirname(file)) };
}

function firstOfEach<T extends { readonly name: string }>(entries: readonly T[]): T[] {
  return [...new Map(entries.toReversed().map((entry) => [entry.name, entry])).values()];
}

function chosen({ config, extrasOf }: Kubeconfig, named: string | undefined, env: Environment): Configuration {
  const name = named ?? config.currentContext;
  const contexts = config.contexts.map((one) => one.name);
  const context = config.getContextObject(name);
  if (!context) {
    const all = contexts.length === 0 ? 'there are no contexts' : `choose from ${contexts.sort().join(', ')}`;
    throw unfit(name ? `there is no context ${name}: ${all}` : `no context is the current one: ${all} with --context`);
  }
  const cluster = config.getCluster(context.cluster);
  if (!cluster) throw unfit(`the context ${name} names the cluster ${context.cluster}, which is not there`);
  if (!/^https?:/.test(cluster.server) || !URL.canParse(cluster.server)) {
    throw unfit(`the server of the cluster ${cluster.name} is no URL: ${cluster.server}`);
  }
  const user = config.getUser(context.user);
  if (!user && context.user) throw unfit(`the context ${name} names the user ${context.user}, which is not there`);
  return {
    context,
    cluster: withProxy(cluster, env),
    user: user ?? { name: '' },
    extras: extrasOf(context.cluster, context.user),
  };
}

function withProxy(cluster: Cluster, env: Environment): Cluster {
  const proxyUrl = cluster.proxyUrl ?? proxyFor(cluster.server, env);
  if (proxyUrl !== undefined && !isProxy(proxyUrl))
    throw unfit(`the proxy for the cluster ${cluster.name} is no URL: ${withoutPassword(proxyUrl)}`);
  return {
    ...cluster,
    ...(proxyUrl !== undefined && { proxyUrl }),
    // There is no TLS to verify, and without this the library refuses what `kubectl proxy` listens on.
    skipTLSVerify: cluster.skipTLSVerify || cluster.server.startsWith('http:'),
  };
}

const unfit = (reason: string) => clusterError({ kind: 'bad-configuration', reason });

/** What went wrong, without the excerpt that follows it. */
export const firstLine = (error: unknown): string => String((error as Error).message).split('\n', 1)[0] ?? '';
