import type { AnnotationSpecs } from '../../src/annotations.ts';
import { sortBy } from '../../src/compare.ts';
import { features } from './features/index.ts';

/** Where each feature stands among all. */
const positions = new Map(features.map(({ annotations }, i) => [annotations, i]));

const inOrder = (a: AnnotationSpecs, b: AnnotationSpecs): number => (positions.get(a) ?? 0) - (positions.get(b) ?? 0);

/** The features that something is said of. All Ingresses whose annotations are of the same ones, in the same order, share it. */
export class Spoken {
  /** By the Ingress itself. */
  readonly own: readonly AnnotationSpecs[];
  /** By the Ingress or by a default, in the order of all features. */
  readonly all: readonly AnnotationSpecs[];
  readonly #next = new Map<AnnotationSpecs, Spoken>();

  /** `own`: what the annotations are of. `byDefault`: what the controller has defaults for. */
  constructor(own: readonly AnnotationSpecs[], byDefault: Iterable<AnnotationSpecs>) {
    this.own = own;
    this.all = sortBy([...new Set([...own, ...byDefault])], inOrder);
  }

  /** The same, with one more annotation of an Ingress. */
  with(annotations: AnnotationSpecs): Spoken {
    if (this.own.includes(annotations)) return this;
    const next = this.#next.get(annotations) ?? new Spoken([...this.own, annotations], this.all);
    this.#next.set(annotations, next);
    return next;
  }
}
