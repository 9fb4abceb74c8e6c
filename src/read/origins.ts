import type { FieldPath, ObjectRef, Origin, Source, Span } from '../model/origin.ts';
import { type Place, placeAt } from './places.ts';
import type { Extent, SpanOf } from './positions.ts';

/** A text, and how places in it are found. */
export interface LocatedText {
  readonly source: Source;
  readonly spanOf: SpanOf;
}

/** An object, and where it stands in a text. */
export interface LocatedObject {
  readonly text: LocatedText;
  readonly ref: ObjectRef;
  readonly place: Place;
}

/**
 * The origin of a field of an object. There are dozens for each object and few are ever shown, so they are small, and the line
 * is found when it is asked for.
 */
export class FieldOrigin implements Origin {
  readonly path: FieldPath;
  readonly #within: LocatedObject;

  constructor(within: LocatedObject, path: FieldPath) {
    this.path = path;
    this.#within = within;
  }

  get source(): Source {
    return this.#within.text.source;
  }

  get object(): ObjectRef {
    return this.#within.ref;
  }

  get span(): Span {
    const { text, place } = this.#within;
    return text.spanOf(placeAt(place, this.path));
  }
}

/** The origin of anything else: what is no object, or is not where its path leads. */
export const originAt = (
  { source, spanOf }: LocatedText,
  extent: Extent,
  path: FieldPath,
  object?: ObjectRef,
): Origin => ({
  source,
  ...(object === undefined ? {} : { object }),
  path,
  get span() {
    return spanOf(extent);
  },
});
