import { hashOf, label } from '../emit/names.ts';
import { groupBy } from '../group.ts';
import type { Printed } from './finish.ts';

/** A file of the output, by its place in the folder. */
export interface OutputFile {
  readonly folder: string;
  readonly name: string;
  readonly objects: readonly Printed[];
}

/** One file for each namespace and kind: `shop/httproute.yaml`, in the order of the objects. */
export function outputFiles(printed: readonly Printed[], ending: string): readonly OutputFile[] {
  const fileOf = ({ object }: Printed) => [
    folderName(object.metadata.namespace),
    `${object.kind.toLowerCase()}.${ending}`,
  ];
  return [...groupBy(printed, (one) => fileOf(one).join('/')).values()].map((objects) => {
    const [folder = '', name = ''] = fileOf(objects[0]);
    return { folder, name, objects };
  });
}

/** A namespace as the name of a folder. What could be no namespace of a cluster could be a way out of the folder. */
const folderName = (namespace: string): string =>
  /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(namespace)
    ? namespace
    : `_${label(namespace).slice(0, 40)}-${hashOf(namespace)}`;

const keep = 'remove this line to keep what you change';

/** What a file of a folder begins with, in a form: by it the next run knows that it may write it anew. */
export const heads = {
  yaml: `# written by ingress2gateway, anew in each run: ${keep}\n`,
  kyaml: `# written by ingress2gateway, anew in each run: ${keep}\n`,
  json: '{\n  "metadata": { "annotations": { "ingress2gateway.kubernetes.io/written": "anew in each run" } },\n',
} as const;

/** Whether a file is one that this program wrote, and nobody has claimed since. */
export const isOurs = (text: string): boolean => Object.values(heads).some((head) => text.startsWith(head));

/** A text of objects with the head of its form. */
export const headed = (text: string, form: keyof typeof heads): string =>
  heads[form] + (form === 'json' ? text.replace(/^\{\n/, '') : text);
