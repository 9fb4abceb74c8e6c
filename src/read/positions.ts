import type { Span } from '../model/origin.ts';

/** A stretch of a text, in UTF-16 offsets. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** The one-line span of an extent, or of its first line where it has more. */
export type SpanOf = (extent: Extent) => Span;

/** Finds spans in a text. Its lines are counted when the first span is asked for. */
export function spansIn(text: string): SpanOf {
  let starts: readonly number[] | undefined;
  return ({ start, end }) => {
    starts ??= lineStartsOf(text);
    const line = lineAt(starts, start);
    const from = starts[line] ?? 0;
    const firstLine = text.slice(start, Math.min(end, starts[line + 1] ?? end)).trimEnd();
    return { offset: start, line: line + 1, column: start - from + 1, length: firstLine.length };
  };
}

/** Whether an extent ends on the line on which it starts. */
export function isOnOneLine(text: string, { start, end }: Extent): boolean {
  return !text.slice(start, end).includes('\n');
}

// Editors do not show a byte order mark, so a line that has one begins after it.
function lineStartsOf(text: string): readonly number[] {
  const starts: number[] = [];
  const hasMarks = text.includes('\uFEFF');
  for (let at = 0; ; ) {
    starts.push(hasMarks && text.startsWith('\uFEFF', at) ? at + 1 : at);
    const feed = text.indexOf('\n', at);
    if (feed < 0) return starts;
    at = feed + 1;
  }
}

/** The index of the last line that starts at the offset or before it. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
