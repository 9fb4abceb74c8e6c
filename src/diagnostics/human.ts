import { fieldText, type ObjectRef, type Origin, objectText } from '../model/origin.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Severity } from './entry.ts';
import { type ExcerptOf, excerpts } from './excerpt.ts';
import { printable } from './printable.ts';
import { sourceName } from './reporter.ts';
import { inSayings, type Writer } from './writer.ts';

/** How many places of one message are shown with their lines, before the rest is summed up. */
const mostPlaces = 3;
/** How many objects the sum names. */
const mostNamed = 20;
/** How much of a line is shown, in characters. */
const widest = 160;

/** How parts of the report look. */
export interface Paint extends Readonly<Record<Severity, (text: string) => string>> {
  readonly bold: (text: string) => string;
  /** Arrows, bars and line numbers. */
  readonly gutter: (text: string) => string;
}

const asIs = (text: string): string => text;

/** No colours. */
export const plain: Paint = { error: asIs, warning: asIs, info: asIs, bold: asIs, gutter: asIs };

/** The report for people: what is lost, the line that asks for it, and what to do. Equal messages stand together. */
export const humanReport: Writer = (diagnostics, { paint, isAccepted }) => {
  const groups = inSayings(diagnostics);
  const excerptOf = excerpts();
  return (
    groups.map((group) => `${block(group, paint, excerptOf)}\n`).join('\n') +
    summary(
      groups.map(([first]) => first),
      paint,
      diagnostics.filter(isAccepted).length,
    )
  );
};

function block(group: readonly [Diagnostic, ...Diagnostic[]], paint: Paint, excerptOf: ExcerptOf): string {
  const [{ severity, code, message, hint }] = group;
  const { first, more } = placesOf(group);
  const lines = [`${paint.bold(paint[severity](`${severity}[${code}]`))}${paint.bold(`: ${printable(message)}`)}`];
  const shown = [...first, ...more].slice(0, mostPlaces);
  for (const place of shown) lines.push(...frame(place, severity, paint, excerptOf));
  const rest = summedUp(first.length + more.length - shown.length, first.slice(mostPlaces));
  if (rest !== undefined) lines.push(`  ${paint.gutter('...')} ${printable(rest)}`);
  if (hint !== undefined) lines.push(`  ${paint.gutter('=')} ${paint.bold('help')}: ${printable(hint)}`);
  return lines.join('\n');
}

/** The places of equal messages, each once. */
interface Places {
  /** One of each object, or of each file. */
  readonly first: readonly Origin[];
  readonly more: readonly Origin[];
}

function placesOf(group: readonly Diagnostic[]): Places {
  const first = new Map<Owner, Origin>();
  const again: Origin[] = [];
  for (const { at } of group) {
    for (const place of at) {
      const owner = ownerOf(place);
      if (first.has(owner)) again.push(place);
      else first.set(owner, place);
    }
  }
  const fieldsOf = new Map<Owner, Set<string>>();
  const more = again.filter((place) => {
    const owner = ownerOf(place);
    const fields = fieldsOf.get(owner) ?? new Set([first.get(owner) ?? place].map(fieldOf));
    fieldsOf.set(owner, fields);
    const before = fields.size;
    return fields.add(fieldOf(place)).size > before;
  });
  return { first: [...first.values()], more };
}

/** An object, or a file. */
type Owner = ObjectRef | string;

const ownerOf = (place: Origin): Owner => place.object ?? sourceName(place);

// Where a field of an object stands takes a search, and nobody sees it of more than a few.
const fieldOf = ({ object, path, span }: Origin): string => (object ? path : [span?.offset, ...path]).join('\u0000');

const objectOf = ({ object, source }: Origin): string => (object ? objectText(object) : sourceName({ source }));

/** The places that are not shown: how many, and in which other objects. */
function summedUp(count: number, others: readonly Origin[]): string | undefined {
  if (count === 0) return undefined;
  const named = others.slice(0, mostNamed).map(objectOf).join(', ');
  const unnamed = others.length - mostNamed;
  return [
    `and ${count} more ${count === 1 ? 'place' : 'places'}`,
    others.length > 0 ? `, also in ${named}` : '',
    unnamed > 0 ? ` and ${unnamed} more objects (all are in --report=json)` : '',
  ].join('');
}

function frame(place: Origin, severity: Severity, paint: Paint, excerptOf: ExcerptOf): string[] {
  const { source, object, path, span } = place;
  const who = object ? objectOf(place) : '';
  if (source.kind === 'cluster' || span === undefined) {
    const name = source.kind === 'cluster' ? `context ${source.context}` : source.path;
    const where = [name, who, fieldText(path)].filter((part) => part !== '').join(': ');
    return [`  ${paint.gutter('-->')} ${printable(where)}`];
  }
  const pad = ' '.repeat(String(span.line).length);
  const at = `${pad} ${paint.gutter('-->')} ${printable(source.path)}:${span.line}:${span.column}${who && printable(` (${who})`)}`;
  const line = excerptOf(place, span, source.text);
  if (line === undefined) return [at];
  const start = Math.max(0, span.column - 1 - (widest >> 1));
  const shown = line.length > widest ? line.slice(start, start + widest) : line;
  const indent = printable(shown.slice(0, span.column - 1 - (shown === line ? 0 : start))).length;
  const length = Math.max(1, Math.min(span.length, shown.length - indent));
  return [
    at,
    `${pad} ${paint.gutter('|')}`,
    `${paint.gutter(`${span.line} |`)} ${printable(shown)}`,
    `${pad} ${paint.gutter('|')} ${' '.repeat(indent)}${paint[severity]('^'.repeat(length))}`,
  ];
}

/** Counts what is shown: equal messages are one. */
function summary(diagnostics: readonly Diagnostic[], paint: Paint, suppressed: number): string {
  const count = (severity: Severity, one: string, many: string) => {
    const n = diagnostics.filter((d) => d.severity === severity).length;
    return n === 0 ? [] : [paint[severity](`${n} ${n === 1 ? one : many}`)];
  };
  const counts = [
    ...count('error', 'error', 'errors'),
    ...count('warning', 'warning', 'warnings'),
    ...count('info', 'note', 'notes'),
  ];
  if (suppressed > 0) counts.push(`${suppressed} suppressed`);
  return counts.length === 0 ? '' : `\n${counts.join(', ')}\n`;
}
