import { entry } from './entry.ts';
import { shellWord } from './shell-word.ts';
import { some } from './some.ts';

/** 102x: what can be wrong with files and folders, whatever they hold. */
export const fileEntries = {
  I2G1020: entry<{ problem: string }>({
    name: 'path-not-readable',
    severity: 'error',
    message: (d) => `something in the folder cannot be read: ${d.problem}`,
    hint: () => 'make it readable, or name the files that count with --input-file',
    explain:
      'A file or a folder inside a folder of the inputs is closed. What it holds is not converted; everything else is.',
  }),
  I2G1021: entry<{ chart: string; count: number }>({
    name: 'chart-not-rendered',
    severity: 'error',
    message: (d) =>
      `the Helm chart in \`${d.chart}\` is not rendered: ${d.count} of its files ${d.count === 1 ? 'is a template' : 'are templates'}`,
    hint: (d) => `render it first: \`helm template ${shellWord(d.chart)} | ingress2gateway print … --input-file -\``,
    explain:
      'The templates of a chart are no objects until Helm has filled in the values. They are left out, and told once for the chart; whatever else the folder holds is converted.',
  }),
  I2G1022: entry<{ folders: readonly [string, ...string[]] }>({
    name: 'kustomize-not-built',
    severity: 'warning',
    message: (d) =>
      `kustomize makes other objects of the files in ${some(d.folders.map((folder) => `\`${folder}\``))} than they hold; they are read as they stand`,
    hint: (d) =>
      `build ${d.folders.length === 1 ? 'it' : 'the one that is deployed'} first: \`kubectl kustomize ${shellWord(d.folders[0])} | ingress2gateway print … --input-file -\``,
    explain:
      'A kustomization changes namespaces, names, hosts and annotations of the objects beside it, and patches look like objects themselves. What comes out of kustomize is what a cluster gets.',
  }),
};
