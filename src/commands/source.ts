import type { Cluster } from '../cluster/cluster.ts';
import type { Conversion } from '../convert.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { reporter } from '../diagnostics/reporter.ts';
import type { Host } from '../host.ts';
import type { Provider, Reader } from '../provider.ts';
import { Refusal } from '../refusal.ts';
import { askCluster, refuseClusterFlags } from './cluster-flags.ts';
import { areCrdsLive, type CrdFlags } from './crds.ts';
import { readInputs } from './inputs.ts';
import type { ConversionFlags } from './print-flags.ts';
import { refuseNoLabel } from './refusal.ts';

/** What is converted, and what there is to say about where it comes from. */
interface Read extends Pick<Conversion, 'inputs' | 'objects' | 'namespace'> {
  readonly said: readonly Diagnostic[];
}

/** Refuses flags that contradict each other. Throws a `Refusal`. */
export function refuseSource(flags: ConversionFlags & CrdFlags): void {
  const { inputFile, namespace, allNamespaces, readSecrets } = flags;
  if (namespace !== undefined && allNamespaces)
    throw new Refusal('--namespace and --all-namespaces exclude each other');
  refuseNoLabel('namespace', namespace);
  if (inputFile === undefined) return;
  if (inputFile.length === 0)
    throw new Refusal('--input-file names nothing: leave it out to convert what is in the cluster');
  if (!areCrdsLive(flags)) refuseClusterFlags(flags, 'a cluster, and --input-file names files');
  if (readSecrets) throw new Refusal('--read-secrets is for a cluster, and --input-file names files');
}

/** Reads the files that are named, or else the cluster. Throws a `Refusal` for what cannot be read. */
export async function readSource(
  flags: ConversionFlags,
  host: Host,
  open: () => Promise<Cluster>,
  providers: readonly { readonly provider: Provider; readonly reader: Reader }[],
): Promise<Read> {
  const { inputFile, allNamespaces, readSecrets = false } = flags;
  if (inputFile !== undefined) {
    const inputs = await readInputs(inputFile, host);
    return { inputs, ...(flags.namespace !== undefined && { namespace: flags.namespace }), said: [] };
  }
  const { readCluster } = await import('./live.ts');
  const { report, diagnostics } = reporter();
  return askCluster(async () => {
    const cluster = await open();
    const namespace = allNamespaces ? undefined : (flags.namespace ?? cluster.namespace);
    const objects = await readCluster(cluster, { providers, namespace, secrets: readSecrets }, report);
    return {
      inputs: [],
      objects: [{ context: cluster.context, objects }],
      ...(namespace !== undefined && { namespace }),
      said: diagnostics(),
    };
  }, ', or files with --input-file');
}
