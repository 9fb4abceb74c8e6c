import { type Command, Option } from 'commander';
import type { Cluster } from '../cluster/cluster.ts';
import type { DataOf } from '../diagnostics/catalogue.ts';
import type { Host } from '../host.ts';
import type { Input } from '../read/inputs.ts';
import { Refusal } from '../refusal.ts';
import type { CrdSet } from '../validate/crds.ts';
import { askCluster } from './cluster-flags.ts';
import { readInputs } from './inputs.ts';
import { listed } from './listed.ts';

/** What a command line says about definitions. */
export interface CrdFlags {
  readonly crds?: readonly string[];
}

/** Adds the flags that say by which definitions objects are judged. */
export function addCrdFlags(command: Command, what: string): void {
  command.addOption(
    new Option(
      '--crds <places...>',
      `${what} by the CustomResourceDefinitions of a file, a folder, or the cluster (\`cluster\`)`,
    )
      .argParser(listed)
      .helpGroup('Judging:'),
  );
}

/** What stands for the cluster; `./cluster` is a folder of that name. */
const live = 'cluster';

/** Whether the definitions of a cluster are asked for. */
export const areCrdsLive = ({ crds = [] }: CrdFlags): boolean => crds.includes(live);

/** The definitions that are named; `undefined` where none are. Throws a `Refusal` for what cannot be read. */
export async function openCrds(
  { crds = [] }: CrdFlags,
  host: Host,
  cluster: () => Promise<Cluster>,
): Promise<CrdSet | undefined> {
  if (crds.length === 0) return undefined;
  const { joinCrds } = await import('../validate/crds.ts');
  const sets: CrdSet[] = [];
  for (const place of crds) sets.push(await (place === live ? installed(cluster) : written(place, host)));
  return joinCrds(sets);
}

async function written(place: string, host: Host): Promise<CrdSet> {
  const { faultIn, readCrds } = await import('../validate/crds.ts');
  const files = await readInputs([place], host);
  for (const file of files) refuseClosed(file);
  const crds = readCrds(files);
  if (crds.kinds.length > 0) return crds;
  const fault = files.map(faultIn).find((one) => one !== undefined);
  throw new Refusal(
    `--crds ${place} holds no CustomResourceDefinition${fault === undefined ? '' : `, and is not readable: ${fault}`}`,
  );
}

/** Judging by the rest of a folder would pass over what the closed file defines. */
function refuseClosed({ path, remark }: Input): void {
  remark?.((code, data) => {
    if (code === 'I2G1020') throw new Refusal(`cannot read ${path}: ${(data as DataOf<'I2G1020'>).problem}`);
  }, []);
}

const definitions = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
};

async function installed(cluster: () => Promise<Cluster>): Promise<CrdSet> {
  const { crdsAmong } = await import('../validate/crds.ts');
  return crdsAmong(await askCluster(async () => (await cluster()).list(definitions)));
}
