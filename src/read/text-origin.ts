import type { FieldPath, ObjectRef, Origin, Source, Span } from '../model/origin.ts';
import type { Extent, SpanOf } from './positions.ts';

/**
 * A place in a text. There are dozens for each object and few are ever shown, so the line is found when it is asked for. As a
 * class it has its getter once; an object of its own would make one each time.
 */
export class TextOrigin implements Origin {
  readonly source: Source;
  readonly path: FieldPath;
  readonly object?: ObjectRef;
  readonly #extentOf: () => Extent;
  readonly #spanOf: SpanOf;

  constructor(source: Source, spanOf: SpanOf, extentOf: () => Extent, path: FieldPath, object?: ObjectRef) {
    this.source = source;
    this.path = path;
    if (object !== undefined) this.object = object;
    this.#extentOf = extentOf;
    this.#spanOf = spanOf;
  }

  get span(): Span {
    return this.#spanOf(this.#extentOf());
  }
}
