import type { Printed } from './finish.ts';
import { mappingText } from './mapping.ts';

/** Objects in kubectl's style: two spaces, lists not indented, one document each. */
export const printYaml = (objects: readonly Printed[]): string => objects.map(printOne).join('---\n');

const printOne = ({ object, comment }: Printed): string =>
  (comment === undefined ? '' : `# ${comment}\n`) + mappingText(object);
