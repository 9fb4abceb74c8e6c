import { jsonObjectsIn } from './json-objects.ts';
import type { Extent } from './positions.ts';

/** The text of one document, without its separator. */
export interface TextDocument extends Extent {
  /** What follows `---` on its line, where it is more than a comment. */
  readonly afterSeparator?: Extent | undefined;
}

/**
 * Splits a text as kubectl does: at each line that begins with `---`, whatever YAML makes of that line,
 * and between JSON objects that follow each other.
 */
export function* documentsIn(text: string): Generator<TextDocument> {
  let start = 0;
  let afterSeparator: Extent | undefined;
  for (const separator of text.matchAll(/(?:^|\n)---([^\n]*)/g)) {
    const lineStart = separator.index + (separator[0].startsWith('\n') ? 1 : 0);
    const lineEnd = separator.index + separator[0].length;
    const rest = separator[1] ?? '';
    yield* documentsOf(text, { start, end: lineStart, afterSeparator });
    afterSeparator = contentOf(rest, lineEnd - rest.length);
    start = Math.min(lineEnd + 1, text.length);
  }
  yield* documentsOf(text, { start, end: text.length, afterSeparator });
}

function contentOf(rest: string, offset: number): Extent | undefined {
  const trimmed = rest.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return undefined;
  const start = offset + rest.indexOf(trimmed);
  return { start, end: start + trimmed.length };
}

function documentsOf(text: string, { start, end, afterSeparator }: TextDocument): readonly TextDocument[] {
  if (afterSeparator !== undefined) return [{ start, end, afterSeparator }];
  // A byte order mark may stand before each document.
  return jsonObjectsIn(text, { start: text.startsWith('\uFEFF', start) ? start + 1 : start, end });
}
