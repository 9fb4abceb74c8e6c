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
export function documentsIn(text: string): readonly TextDocument[] {
  const documents: TextDocument[] = [];
  let start = 0;
  let afterSeparator: Extent | undefined;
  for (let line = separatorAt(text, 0); line >= 0; line = separatorAt(text, start - 1)) {
    addDocuments(text, start, line, afterSeparator, documents);
    const feed = text.indexOf('\n', line);
    const lineEnd = feed < 0 ? text.length : feed;
    afterSeparator = contentOf(text.slice(line + separator.length, lineEnd), line + separator.length);
    start = Math.min(lineEnd + 1, text.length);
  }
  addDocuments(text, start, text.length, afterSeparator, documents);
  return documents;
}

const separator = '---';

/** The next line that begins with a separator, where lines begin after an offset; -1 where there is none. */
function separatorAt(text: string, offset: number): number {
  if (offset === 0 && text.startsWith(separator)) return 0;
  const feed = text.indexOf(`\n${separator}`, offset);
  return feed < 0 ? -1 : feed + 1;
}

function contentOf(rest: string, offset: number): Extent | undefined {
  const trimmed = rest.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return undefined;
  const start = offset + rest.indexOf(trimmed);
  return { start, end: start + trimmed.length };
}

function addDocuments(
  text: string,
  start: number,
  end: number,
  afterSeparator: Extent | undefined,
  documents: TextDocument[],
): void {
  if (afterSeparator !== undefined) documents.push({ start, end, afterSeparator });
  // A byte order mark may stand before each document.
  else documents.push(...jsonObjectsIn(text, { start: text.startsWith('\uFEFF', start) ? start + 1 : start, end }));
}
