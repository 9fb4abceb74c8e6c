import type { Origin, Span } from '../model/origin.ts';

/** The line of a place in a text, as far as a report may show it; `undefined` where it may not. */
export type ExcerptOf = (place: Origin, span: Span, text: string) => string | undefined;

/**
 * Shows lines of texts. What a Secret holds belongs into no report: in a document with one nothing but the place itself is
 * shown, and of the Secret nothing but its name. Each text is divided once, as hundreds of messages may point into the same one.
 */
export function excerpts(): ExcerptOf {
  const texts = new Map<string, Lines>();
  return ({ object, path }, span, text) => {
    const { lines, besideSecret } = texts.get(text) ?? divide(text);
    texts.set(text, { lines, besideSecret });
    const line = lines[span.line - 1] ?? '';
    if (object?.kind !== 'Secret' && !besideSecret[span.line - 1]) return line;
    const isName = path.length === 2 && path[0] === 'metadata' && (path[1] === 'name' || path[1] === 'namespace');
    if (object === undefined || (object.kind === 'Secret' && !isName)) return undefined;
    const before = span.column - 1;
    return ' '.repeat(before) + line.slice(before, before + span.length);
  };
}

interface Lines {
  readonly lines: readonly string[];
  /** Of each line, whether its document holds a Secret. */
  readonly besideSecret: readonly boolean[];
}

function divide(text: string): Lines {
  const lines = text.split(/\r?\n/);
  const documents: string[][] = [[]];
  for (const line of lines) {
    if (/^---(\s|$)/.test(line)) documents.push([]);
    documents.at(-1)?.push(line);
  }
  return {
    lines,
    besideSecret: documents.flatMap((document) => {
      const holds = holdsSecret(document.join('\n'));
      return document.map(() => holds);
    }),
  };
}

/** As YAML and as JSON, by itself and in a list. */
const holdsSecret = (text: string): boolean => /\bkind["']?\s*:\s*["']?Secret(List)?\b/.test(text);
