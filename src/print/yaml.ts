import type { Printed } from './finish.ts';
import { mappingsInto } from './mapping.ts';

/** How many pieces of text are joined at a time: a few dozen objects, less than V8 has to find a place of its own for. */
const manyPieces = 4000;

/** Objects in kubectl's style: two spaces, lists not indented, one document each. */
export function printYaml(objects: Iterable<Printed>): string {
  const addMapping = mappingsInto();
  const texts: string[] = [];
  let pieces: string[] = [];
  let between = '';
  for (const { object, comment } of objects) {
    pieces.push(between);
    if (comment !== undefined) pieces.push('# ', comment, '\n');
    addMapping(pieces, object);
    between = '---\n';
    if (pieces.length < manyPieces) continue;
    texts.push(pieces.join(''));
    pieces = [];
  }
  return texts.concat(pieces).join('');
}
