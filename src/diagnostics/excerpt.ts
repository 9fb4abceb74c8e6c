import type { Origin, Span } from '../model/origin.ts';

/** The line of a place in a text, as far as a report may show it; `undefined` where it may not. */
export type ExcerptOf = (place: Origin, span: Span, text: string) => string | undefined;

/**
 * Shows lines of texts. What a Secret holds belongs into no report: in a document with one nothing but the place itself is
 * shown, and of the Secret nothing but its name. Each text is searched once, as hundreds of messages may point into the same one.
 */
export function excerpts(): ExcerptOf {
  const texts = new Map<string, readonly Extent[]>();
  return ({ object, path }, span, text) => {
    const withSecrets = texts.get(text) ?? documentsWithSecrets(text);
    texts.set(text, withSecrets);
    const line = lineOf(span, text);
    const isBesideSecret = withSecrets.some(({ start, end }) => start <= span.offset && span.offset <= end);
    if (object?.kind !== 'Secret' && !isBesideSecret) return line;
    const isName = path.length === 2 && path[0] === 'metadata' && (path[1] === 'name' || path[1] === 'namespace');
    if (object === undefined || (object.kind === 'Secret' && !isName)) return undefined;
    const before = span.column - 1;
    return ' '.repeat(before) + line.slice(before, before + span.length);
  };
}

/** The whole line that a span is on. */
function lineOf({ offset, column }: Span, text: string): string {
  const lineEnd = /[\r\n]/g;
  lineEnd.lastIndex = offset;
  return text.slice(offset - column + 1, lineEnd.exec(text)?.index);
}

interface Extent {
  readonly start: number;
  readonly end: number;
}

function documentsWithSecrets(text: string): readonly Extent[] {
  if (!holdsSecret(text)) return [];
  const starts = [0, ...Array.from(text.matchAll(separator), ({ index }) => index)];
  return starts
    .map((start, i) => ({ start, end: starts[i + 1] ?? text.length }))
    .filter(({ start, end }) => holdsSecret(text.slice(start, end)));
}

const separator = /(?<=[\r\n])---(?!\S)/g;

/** As YAML and as JSON, by itself and in a list. */
const holdsSecret = (text: string): boolean => /\bkind["']?\s*:\s*["']?Secret(List)?\b/.test(text);
