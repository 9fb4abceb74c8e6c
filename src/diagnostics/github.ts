import { catalogue } from './catalogue.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Severity } from './entry.ts';
import { printable } from './printable.ts';
import type { Writer } from './writer.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands, by which GitHub shows messages at their lines. What is accepted is not shown. */
export const githubReport: Writer = (diagnostics, { isAccepted }) =>
  diagnostics
    .filter((diagnostic) => !isAccepted(diagnostic))
    .map(command)
    .join('');

function command({ code, severity, message, hint, at: [place] }: Diagnostic): string {
  const span = place?.span;
  const facts = {
    ...(place?.source.kind === 'file' && { file: place.source.path }),
    ...(span && {
      line: String(span.line),
      col: String(span.column),
      endColumn: String(span.column + Math.max(1, span.length)),
    }),
    title: `${code} ${catalogue[code].name}`,
  };
  const properties = Object.entries(facts).map(([name, value]) => `${name}=${property(value)}`);
  const text = [message, ...(hint === undefined ? [] : [`help: ${hint}`])]
    .map((line) => data(printable(line)))
    .join('%0A');
  return `::${commands[severity]} ${properties.join(',')}::${text}\n`;
}

const data = (text: string): string => text.replaceAll('%', '%25');

const property = (text: string): string => data(printable(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
