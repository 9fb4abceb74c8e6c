import { groupBy } from '../group.ts';
import { type Origin, objectText } from '../model/origin.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Severity } from './entry.ts';
import type { Paint } from './human.ts';
import { printable } from './printable.ts';
import { sourceName } from './reporter.ts';

/** Writes all messages of a run in one form. */
export type Writer = (diagnostics: readonly Diagnostic[], context: WritingContext) => string;

/** What a report knows of the run beside its messages. */
export interface WritingContext {
  readonly version: string;
  readonly paint: Paint;
  /** Whether a message is one that the user has accepted, by --suppress or --baseline. */
  readonly isAccepted: (diagnostic: Diagnostic) => boolean;
  /** Whether a message makes the exit code 1. */
  readonly isFailure: (diagnostic: Diagnostic) => boolean;
}

/** Where something is, on one line: `shop.yaml:6:5 (Ingress default/shop)`. */
export function whereabouts(place: Origin): string {
  const { object, path, span } = place;
  const source = sourceName(place);
  if (span === undefined) {
    return printable(
      [source, object ? objectText(object) : '', path.join('.')].filter((part) => part !== '').join(': '),
    );
  }
  return printable(`${source}:${span.line}:${span.column}${object ? ` (${objectText(object)})` : ''}`);
}

/** A message that may be said of several places. */
export interface MessageGroup extends Pick<Diagnostic, 'code' | 'severity' | 'message' | 'hint'> {
  readonly places: readonly Origin[];
  readonly isAccepted: boolean;
}

/** What says the same stands together, wherever that is. */
export function inSayings(diagnostics: readonly Diagnostic[]): readonly (readonly [Diagnostic, ...Diagnostic[]])[] {
  return [...groupBy(diagnostics, ({ message }) => message).values()].flatMap((group) => {
    const [{ code, hint }] = group;
    // A message has nearly always the same help, and texts are long.
    const isOne = group.every((one) => one.code === code && one.hint === hint);
    return isOne ? [group] : [...groupBy(group, sayingOf).values()];
  });
}

const sayingOf = ({ code, message, hint = '' }: Diagnostic): string => `${code} ${message.length} ${message}${hint}`;

/** Equal messages as one, with all their places. */
export function messagesOf(
  diagnostics: readonly Diagnostic[],
  { isAccepted }: WritingContext,
): readonly MessageGroup[] {
  const groups = groupBy(diagnostics, (d) => `${isAccepted(d)} ${sayingOf(d)}`);
  return [...groups.values()].map((group) => ({
    ...group[0],
    places: group.flatMap(({ at }) => at),
    isAccepted: isAccepted(group[0]),
  }));
}

/** `2 errors, 1 note, 1 of them accepted`. */
export function countsOf(messages: readonly MessageGroup[]): string {
  const words: readonly (readonly [Severity, string])[] = [
    ['error', 'error'],
    ['warning', 'warning'],
    ['info', 'note'],
  ];
  const counts = words.flatMap(([severity, word]) => {
    const n = messages.filter((message) => message.severity === severity).length;
    return n === 0 ? [] : [`${n} ${word}${n === 1 ? '' : 's'}`];
  });
  const accepted = messages.filter(({ isAccepted }) => isAccepted).length;
  if (accepted > 0) counts.push(`${accepted} of them accepted`);
  return counts.length === 0 ? 'nothing is lost' : counts.join(', ');
}
