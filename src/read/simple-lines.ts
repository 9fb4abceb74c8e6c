import type { Part } from './simple-scalars.ts';

/** A text that is read line by line. */
export interface Lines {
  readonly text: string;
  readonly end: number;
  /** The first character of the current line that is no space. */
  at: number;
  /** How far it is indented; -1 after the last line. */
  indent: number;
  /** The offset of the line feed. */
  lineEnd: number;
}

/** Goes on to the next line that holds more than a comment. */
export function toNextLine(lines: Lines): void {
  const { text, end } = lines;
  for (let from = lines.lineEnd + 1; from < end; from = lines.lineEnd + 1) {
    const at = spacesEnd(text, from);
    const lineEnd = lineEndAt(lines, at);
    lines.lineEnd = lineEnd;
    if (at < lineEnd && text[at] !== '#') {
      lines.at = at;
      lines.indent = at - from;
      return;
    }
  }
  lines.indent = -1;
}

const space = ' '.charCodeAt(0);

/** The offset after the spaces at an offset. */
export function spacesEnd(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === space) end += 1;
  return end;
}

/** The offset of the line feed that ends the line of an offset. */
export function lineEndAt({ text, end }: Lines, at: number): number {
  const feed = text.indexOf('\n', at);
  return feed < 0 || feed > end ? end : feed;
}

const header = /[|>][-+]?(?= *(?: #|\n))/y;

/** The block of text below a `|` or a `>` in the current line, each line of which has to be indented further than this one. */
export function blockScalarAt(lines: Lines, start: number): Part | undefined {
  const { text, indent, end } = lines;
  header.lastIndex = start;
  if (!header.test(text)) return undefined;
  const mode = text.slice(start, header.lastIndex);
  const content: string[] = [];
  let margin = 0;
  let from = lines.lineEnd + 1;
  for (; from < end; from = lines.lineEnd + 1) {
    const lineEnd = lineEndAt(lines, from);
    const first = spacesEnd(text, from);
    const isBlank = first >= lineEnd;
    if (margin === 0) {
      if (isBlank || first - from <= indent) return undefined;
      margin = first - from;
    }
    if (!isBlank && first - from < margin) break;
    content.push(text.slice(Math.min(from + margin, lineEnd), lineEnd));
    lines.lineEnd = lineEnd;
  }
  toNextLine(lines);
  const value = textOf(content, mode);
  return value === undefined || lines.indent > indent ? undefined : { value, start, end: from, isScalar: true };
}

/** Puts lines together as the header says; `undefined` where they are not simply folded, or blank lines matter. */
function textOf(content: readonly string[], mode: string): string | undefined {
  const length = content.findLastIndex((line) => line !== '') + 1;
  if (length === 0 || (mode.endsWith('+') && length < content.length)) return undefined;
  const lines = content.slice(0, length);
  if (mode.startsWith('>') && lines.some((line) => /^[ \t]|^$/.test(line))) return undefined;
  return lines.join(mode.startsWith('>') ? ' ' : '\n') + (mode.endsWith('-') ? '' : '\n');
}
