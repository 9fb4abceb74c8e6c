import type { Extent } from './positions.ts';

const startOfLineOrValue = /^[ \t]*(?:- +)*(?:[^\s#"'{}[\]][^\s"'{}]*:[ \t]+)?(\{[{%][^\n]{0,80})/m;
const outsideCommentAndQuotes = /^[^#"'\n]*?(\{[{%][^\n]{0,80})/;

/**
 * Where a document that cannot be read shows that it is a Helm or Jinja template: at the first line or value
 * that begins with a directive, or on the line of the fault.
 */
export function templateMarkIn(text: string, document: Extent, fault: Extent): Extent | undefined {
  const body = text.slice(document.start, document.end);
  const first = markOf(startOfLineOrValue.exec(body), document.start);
  if (first !== undefined) return first;
  const lineStart = text.lastIndexOf('\n', fault.start - 1) + 1;
  const lineEnd = text.indexOf('\n', fault.start);
  return markOf(outsideCommentAndQuotes.exec(text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd)), lineStart);
}

function markOf(found: RegExpExecArray | null, offset: number): Extent | undefined {
  const mark = found?.[1]?.trimEnd();
  if (found === null || mark === undefined) return undefined;
  const start = offset + found.index + found[0].length - (found[1]?.length ?? 0);
  return { start, end: start + mark.length };
}
