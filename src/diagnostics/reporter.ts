import { compareText, sortBy } from '../compare.ts';
import { groupBy } from '../group.ts';
import type { ObjectRef, Origin } from '../model/origin.ts';
import { catalogue, type DataOf } from './catalogue.ts';
import { type Diagnostic, diagnose, type Report, severityOf } from './diagnostic.ts';
import type { Entry, Severity } from './entry.ts';

/**
 * Collects what the stages say. The same thing said twice about the same places counts once, and one cause gives one message.
 * `errorsOnly`: nobody hears of anything else, and it is not put into words.
 */
export function reporter(errorsOnly = false): { readonly report: Report; readonly diagnostics: () => Diagnostic[] } {
  const said: Diagnostic[] = [];
  const report: Report = (code, data, at, stake) => {
    if (!errorsOnly || severityOf(code, stake) === 'error') said.push(diagnose(code, data, at, stake));
  };
  return { report, diagnostics: () => worstFirst(byPlace(said).map((some) => together(distinct(some)))) };
}

/** What is said twice about the same places stands side by side, and the first one stays. */
function distinct(sorted: readonly Diagnostic[]): readonly Diagnostic[] {
  const kept: Diagnostic[] = [];
  let places: Set<string> | undefined;
  for (const one of sorted) {
    const last = kept.at(-1);
    if (last !== undefined && isSame(one, last)) {
      // Of two paths of an Ingress the very same places are told.
      if (one.at.length === last.at.length && one.at.every((place, i) => place === last.at[i])) continue;
      // What is said again counts where it is about other places.
      places ??= new Set([placesOf(last)]);
      const before = places.size;
      if (places.add(placesOf(one)).size > before) kept.push(one);
    } else {
      kept.push(one);
      places = undefined;
    }
  }
  return kept;
}

const isSame = (one: Diagnostic, other: Diagnostic): boolean =>
  one.code === other.code && one.message === other.message;

/** Messages about one object that have one cause become one, in the place of the first. */
function together(messages: readonly Diagnostic[]): readonly Diagnostic[] {
  if (messages.length < 2 || !messages.some(mayBeJoined)) return messages;
  const groups = groupBy(messages, (one) => {
    const cause = entryOf(one).together?.cause(one.data as never);
    return cause === undefined ? one : `${one.code} ${one.severity} ${cause}`;
  });
  if (groups.size === messages.length) return messages;
  return [...groups.values()].map(([first, second, ...more]) => {
    const join = entryOf(first).together;
    if (join === undefined || second === undefined) return first;
    const data = join.as(first.data as never, second.data as never, ...more.map((one) => one.data as never));
    const at = [first, second, ...more].flatMap((one) => [...one.at]);
    return diagnose(first.code, data, at);
  });
}

const mayBeJoined = (one: Diagnostic): boolean => entryOf(one).together !== undefined;

const entryOf = ({ code }: Diagnostic) => catalogue[code] as unknown as Entry<DataOf<Diagnostic['code']>>;

/** A text that is another one for other places. */
const placesOf = ({ at }: Diagnostic): string => at.map(placeOf).join('\n');

const placeOf = (place: Origin): string => `${objectOrLine(place)}\u0000${place.path.join('\u0000')}`;

/** The file or context that a place is in. */
export const sourceName = ({ source }: Pick<Origin, 'source'>): string =>
  source.kind === 'file' ? source.path : source.context;

/**
 * Messages of several stages, worst first, then by place. The order depends on what is said, never on the order of the work
 * or of the files.
 */
export const inOrder = (diagnostics: readonly Diagnostic[]): Diagnostic[] => worstFirst(byPlace(diagnostics));

function worstFirst(groups: readonly (readonly Diagnostic[])[]): Diagnostic[] {
  const bySeverity: Readonly<Record<Severity, Diagnostic[]>> = { error: [], warning: [], info: [] };
  for (const messages of groups) for (const one of messages) bySeverity[one.severity].push(one);
  return [...bySeverity.error, ...bySeverity.warning, ...bySeverity.info];
}

/**
 * By object, or by file and line where it is about no object; then by what is said. There are fewer objects than messages, so
 * those are sorted, and the messages of each.
 */
function byPlace(diagnostics: readonly Diagnostic[]): readonly (readonly Diagnostic[])[] {
  const groups = new Map<string, Diagnostic[]>();
  const ofObject = new Map<ObjectRef, Diagnostic[]>();
  const groupAt = (text: string): Diagnostic[] => {
    const group = groups.get(text) ?? [];
    groups.set(text, group);
    return group;
  };
  for (const one of diagnostics) {
    const place = one.at[0];
    const object = place?.object;
    let group = object && ofObject.get(object);
    if (group === undefined) {
      group = groupAt(place ? objectOrLine(place) : '');
      if (object) ofObject.set(object, group);
    }
    group.push(one);
  }
  return [...groups.keys()].sort().map((text) => sortBy(groups.get(text) ?? [], byWhatIsSaid));
}

const byWhatIsSaid = (a: Diagnostic, b: Diagnostic): number =>
  compareText(a.code, b.code) || compareText(a.message, b.message);

/** A text by which objects are sorted; what is about no object comes first, by file and line, which takes a search. */
function objectOrLine(place: Origin): string {
  const { object } = place;
  if (object) return `${object.namespace}\u0000${object.name}\u0000${object.kind}`;
  return `\u0000\u0000\u0000${sourceName(place)}\u0000${String(place.span?.line ?? 0).padStart(9, '0')}`;
}
