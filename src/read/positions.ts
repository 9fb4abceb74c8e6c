import type { Span } from '../model/origin.ts';

/** A stretch of a text, in UTF-16 offsets. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** The one-line span of an extent, or of its first line where it has more. */
export type SpanOf = (extent: Extent) => Span;

/** Finds spans in a text. Its lines are counted as far as the spans that are asked for go. */
export function spansIn(text: string): SpanOf {
  const starts: number[] = [];
  let next = 0;
  const countBeyond = (offset: number): void => {
    while (next >= 0 && (starts.at(-1) ?? 0) <= offset) {
      // Editors do not show a byte order mark, so a line that has one begins after it.
      starts.push(text.startsWith('\uFEFF', next) ? next + 1 : next);
      next = text.indexOf('\n', next) + 1 || -1;
    }
  };
  return ({ start, end }) => {
    countBeyond(start);
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
