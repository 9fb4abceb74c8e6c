import type { Origin } from '../model/origin.ts';
import { sourceName } from './reporter.ts';

/** What makes two messages of two runs the same one, as far as a report holds it. */
interface Identifiable {
  readonly code: string;
  readonly data: unknown;
  /** An object, or the file where there is none. */
  readonly places: readonly unknown[];
}

/**
 * The facts and the objects, and neither lines nor wording: a comment above a loss, or a release that says it better, makes
 * no new loss, and another value does.
 */
export const identityOf = ({ code, data, places }: Identifiable): string => JSON.stringify([code, data, places]);

/** What a place is, wherever in its file it stands. */
export const placeIdentity = (place: Pick<Origin, 'object' | 'source'>): unknown =>
  place.object ? [place.object.kind, place.object.namespace, place.object.name] : sourceName(place);
