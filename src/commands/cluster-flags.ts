import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Cluster, type ClusterProblem, type ClusterSettings, isClusterError } from '../cluster/cluster.ts';
import { canI, inContext } from '../diagnostics/can-i.ts';
import { printable } from '../diagnostics/printable.ts';
import type { Host } from '../host.ts';
import { Refusal } from '../refusal.ts';

/** What a command line says about clusters. */
export interface ClusterFlags {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly requestTimeout?: number;
  readonly quiet?: boolean;
}

/** Adds the flags that say which cluster is meant, under a heading of the help. */
export function addClusterFlags(command: Command, heading: string): void {
  const options = [
    new Option('--kubeconfig <file>', 'the kubeconfig instead of those that kubectl reads'),
    new Option('--context <name>', 'the context instead of the current one'),
    new Option(
      '--request-timeout <time>',
      'how long one answer of the cluster may take, 0 for ever (default: 30s)',
    ).argParser(milliseconds),
  ];
  for (const option of options) command.addOption(option.helpGroup(heading));
}

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

/** A duration as kubectl takes it: `30s`, `1m30s`, or a number of seconds. */
function milliseconds(text: string): number {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  if (!/^(\d+(\.\d+)?(ms|[smh]))+$/.test(text)) throw new InvalidArgumentError('Expected a time such as 30s or 2m.');
  const parts = [...text.matchAll(/([\d.]+)(ms|[smh])/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * units[unit as keyof typeof units], 0);
}

/** Refuses flags about a cluster where none is asked. Throws a `Refusal`. */
export function refuseClusterFlags(flags: ClusterFlags, instead: string): void {
  const names = { kubeconfig: 'kubeconfig', context: 'context', requestTimeout: 'request-timeout' } as const;
  for (const [key, flag] of Object.entries(names))
    if (flags[key as keyof typeof names] !== undefined) throw new Refusal(`--${flag} is for ${instead}`);
}

/** Opens the cluster that is meant, once for all who ask: programs that hand out credentials may want a password. */
export function clusterOnce(flags: ClusterFlags, host: Host): () => Promise<Cluster> {
  const { kubeconfig, context, requestTimeout, quiet } = flags;
  const settings: ClusterSettings = {
    ...(kubeconfig !== undefined && { kubeconfig }),
    ...(context !== undefined && { context }),
    ...(requestTimeout !== undefined && { patience: requestTimeout }),
    ...(quiet !== undefined && { quiet }),
  };
  let opened: Promise<Cluster> | undefined;
  return () => {
    opened ??= host.openCluster(settings);
    return opened;
  };
}

/** Does something with a cluster. Throws a `Refusal` where that gives no answer; `instead` says what else there is. */
export async function askCluster<T>(ask: () => Promise<T>, instead = ''): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (isClusterError(error)) throw new Refusal(printable(inWords(error.problem, instead)));
    throw error;
  }
}

function inWords(problem: ClusterProblem, instead: string): string {
  switch (problem.kind) {
    case 'no-configuration':
      return `there is no kubeconfig: looked at ${problem.looked.join(', ')}; name one with --kubeconfig${instead}`;
    case 'bad-configuration':
      return `the kubeconfig is of no use: ${problem.reason}`;
    case 'denied':
      return deniedInWords(problem);
    case 'unreachable':
      return `the cluster cannot be reached at ${problem.host}: ${problem.reason}`;
    case 'bad-answer':
      return `${problem.host} does not answer as a cluster does: ${problem.reason}`;
  }
}

function deniedInWords(problem: Extract<ClusterProblem, { readonly kind: 'denied' }>): string {
  const { status, verb, type, namespace, context, said } = problem;
  if (status === 401)
    return `the cluster does not let you in (context ${context}): ${said}; see whether kubectl does: kubectl auth whoami${inContext(context)}`;
  const where = namespace === undefined ? '' : ` in the namespace ${namespace}`;
  return `the cluster does not let you ${verb} ${type.plural}${where} (context ${context}): ${said}; ask it with: ${canI(verb, type, context, namespace)}`;
}
