import { compareText } from '../compare.ts';
import { groupBy } from '../group.ts';
import type { Origin } from '../model/origin.ts';
import { catalogue, type DataOf } from './catalogue.ts';
import { type Diagnostic, diagnose, type Report } from './diagnostic.ts';
import type { Entry } from './entry.ts';

/** Collects what the stages say. The same thing said twice about the same places counts once, and one cause gives one message. */
export function reporter(): { readonly report: Report; readonly diagnostics: () => Diagnostic[] } {
  const said: Diagnostic[] = [];
  const report: Report = (code, data, at, stake) => {
    said.push(diagnose(code, data, at, stake));
  };
  return { report, diagnostics: () => together(worstFirst(distinct(byPlace(said)))) };
}

/** What is said twice about the same places stands side by side, and the first one stays. */
function distinct(sorted: readonly Keyed[]): Diagnostic[] {
  let places = new Set<string>();
  return sorted.flatMap(({ one, key }, i) => {
    const isFirst = sorted[i - 1]?.key !== key;
    if (isFirst && sorted[i + 1]?.key !== key) return one;
    if (isFirst) places = new Set();
    const there = one.at.map((place) => placeOf(place)).join('\n');
    if (places.has(there)) return [];
    places.add(there);
    return one;
  });
}

/** Messages about one object that have one cause become one, in the place of the first. */
function together(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const groups = groupBy(diagnostics, (one) => {
    const cause = entryOf(one).together?.cause(one.data as never);
    if (cause === undefined) return one;
    const [place] = one.at;
    return JSON.stringify([one.code, one.severity, place && placeOf(place, []), cause]);
  });
  if (groups.size === diagnostics.length) return [...diagnostics];
  return [...groups.values()].map(([first, second, ...more]) => {
    const join = entryOf(first).together;
    if (join === undefined || second === undefined) return first;
    const data = join.as(first.data as never, second.data as never, ...more.map((one) => one.data as never));
    return diagnose(
      first.code,
      data,
      [first, second, ...more].flatMap(({ at }) => [...at]),
    );
  });
}

const entryOf = ({ code }: Diagnostic) => catalogue[code] as unknown as Entry<DataOf<Diagnostic['code']>>;

/** A text that is another one for each place. The line, which takes a search, tells apart what is no object. */
function placeOf(place: Origin, path = place.path): string {
  const { object } = place;
  const where = object
    ? `${object.kind}\u0000${object.namespace}\u0000${object.name}`
    : `\u0000${sourceName(place)}\u0000${place.span?.line}`;
  return `${where}\u0000${path.join('\u0000')}`;
}

/** The file or context that a place is in. */
export const sourceName = ({ source }: Pick<Origin, 'source'>): string =>
  source.kind === 'file' ? source.path : source.context;

/**
 * Messages of several stages, worst first, then by place. The order depends on what is said, never on the order of the work
 * or of the files.
 */
export const inOrder = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  worstFirst(byPlace(diagnostics).map(({ one }) => one));

const severities = ['error', 'warning', 'info'] as const;

const worstFirst = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  severities.flatMap((severity) => diagnostics.filter((one) => one.severity === severity));

/** A message with what it is sorted by. */
interface Keyed {
  readonly one: Diagnostic;
  readonly key: string;
}

const byPlace = (diagnostics: readonly Diagnostic[]): Keyed[] =>
  diagnostics.map((one) => ({ one, key: sortKey(one) })).sort((a, b) => compareText(a.key, b.key));

/** By object, or by file and line where it is about no object; then by what is said. */
function sortKey({ code, message, at: [place] }: Diagnostic): string {
  const said = `${code}\u0000${message}`;
  if (place?.object) {
    const { namespace, name, kind } = place.object;
    return `${namespace}\u0000${name}\u0000${kind}\u0000\u0000\u0000${said}`;
  }
  const line = String(place?.span?.line ?? 0).padStart(9, '0');
  return `\u0000\u0000\u0000${place ? sourceName(place) : ''}\u0000${line}\u0000${said}`;
}
