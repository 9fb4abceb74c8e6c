import { Document, isScalar, Scalar, visit } from 'yaml';
import { plainValueOf } from '../read/scalars.ts';
import type { Printed } from './finish.ts';
import { isSteering, withoutSteering } from './steering.ts';

/** Objects in kubectl's style: two spaces, lists not indented, one document each. */
export const printYaml = (objects: readonly Printed[]): string => objects.map(printOne).join('---\n');

function printOne({ object, comment }: Printed): string {
  const document = new Document(object, { aliasDuplicateObjects: false });
  // kubectl reads more words as booleans and numbers than YAML 1.2 does: a string must not look like one to either.
  visit(document, {
    Scalar(_, node) {
      if (isScalar(node) && typeof node.value === 'string' && needsQuotes(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  const text = withoutSteering(document.toString({ indentSeq: false, lineWidth: 0 }));
  return comment === undefined ? text : `# ${comment}\n${text}`;
}

const needsQuotes = (text: string): boolean =>
  isSteering(text) || (!text.includes('\n') && plainValueOf(text) !== text);
