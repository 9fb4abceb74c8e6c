import type { KubernetesObject } from '../emit/fragment.ts';
import type { FieldPath } from '../model/origin.ts';

/** What is wrong between objects, which no definition of a kind sees. */
export interface Flaw {
  /** The object that says something wrong. */
  readonly object: KubernetesObject;
  readonly path: FieldPath;
  readonly message: string;
  /** Leave may be given by an object that is not among these. */
  readonly isLeave?: true;
}
