import { type Command, Option } from 'commander';
import { type ClusterProblem, type ClusterSettings, isClusterError } from '../cluster/cluster.ts';
import { printable } from '../diagnostics/printable.ts';
import type { Host } from '../host.ts';
import { Refusal } from '../refusal.ts';
import type { CrdSet } from '../validate/crds.ts';
import { readInputs } from './inputs.ts';
import { listed } from './listed.ts';

/** What a command line says about definitions. */
export interface CrdFlags extends ClusterSettings {
  readonly crds?: readonly string[];
}

/** Adds the flags that say by which definitions objects are judged. */
export function addCrdFlags(command: Command, what: string): void {
  const options = [
    new Option(
      '--crds <places...>',
      `${what} by the CustomResourceDefinitions of a file, a folder, or the cluster (\`cluster\`)`,
    ).argParser(listed),
    new Option('--kubeconfig <file>', 'for `--crds cluster`: the kubeconfig instead of those that kubectl reads'),
    new Option('--context <name>', 'for `--crds cluster`: the context instead of the current one'),
  ];
  for (const option of options) command.addOption(option.helpGroup('Judging:'));
}

/** What stands for the cluster; `./cluster` is a folder of that name. */
const cluster = 'cluster';

/** The definitions that are named; `undefined` where none are. Throws a `Refusal` for what cannot be read. */
export async function openCrds(flags: CrdFlags, host: Host): Promise<CrdSet | undefined> {
  const { crds = [] } = flags;
  const foreign = crds.includes(cluster) ? [] : (['kubeconfig', 'context'] as const).filter((flag) => flags[flag]);
  if (foreign[0] !== undefined) throw new Refusal(`--${foreign[0]} is for --crds cluster, which was not asked for`);
  if (crds.length === 0) return undefined;
  const { joinCrds } = await import('../validate/crds.ts');
  const sets: CrdSet[] = [];
  for (const place of crds) sets.push(await (place === cluster ? installed(flags, host) : written(place, host)));
  return joinCrds(sets);
}

async function written(place: string, host: Host): Promise<CrdSet> {
  const { faultIn, readCrds } = await import('../validate/crds.ts');
  const files = await readInputs([place], host);
  const crds = readCrds(files);
  if (crds.kinds.length > 0) return crds;
  const fault = files.map(faultIn).find((one) => one !== undefined);
  throw new Refusal(
    `--crds ${place} holds no CustomResourceDefinition${fault === undefined ? '' : `, and is not readable: ${fault}`}`,
  );
}

const definitions = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
};

async function installed(settings: ClusterSettings, host: Host): Promise<CrdSet> {
  const { crdsAmong } = await import('../validate/crds.ts');
  try {
    const { list } = await host.openCluster(settings);
    return crdsAmong(await list(definitions));
  } catch (error) {
    if (isClusterError(error)) throw new Refusal(printable(inWords(error.problem)));
    throw error;
  }
}

function inWords(problem: ClusterProblem): string {
  switch (problem.kind) {
    case 'no-configuration':
      return `there is no kubeconfig: looked at ${problem.looked.join(', ')}; name one with --kubeconfig`;
    case 'bad-configuration':
      return `the kubeconfig is of no use: ${problem.reason}`;
    case 'denied':
      return `the cluster does not let ${problem.status === 401 ? 'you in' : `you list ${problem.plural}`} (context ${problem.context}): ${problem.said}; ask it with: kubectl auth can-i list ${problem.plural} --context ${problem.context}`;
    case 'unreachable':
      return `the cluster cannot be reached at ${problem.host}: ${problem.reason}`;
    case 'bad-answer':
      return `${problem.host} does not answer as a cluster does: ${problem.reason}`;
  }
}
