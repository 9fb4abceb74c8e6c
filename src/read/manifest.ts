import type { FieldPath, ObjectRef, Origin, Sourced } from '../model/origin.ts';

/** A value of a Kubernetes object: what JSON can say. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** One Kubernetes object as it was read, and the way back to its text. */
export interface Manifest {
  readonly apiVersion: string;
  readonly ref: ObjectRef;
  readonly body: { readonly [key: string]: JsonValue };
  /** The place of a field; of its nearest existing ancestor where the field is absent. */
  readonly originOf: (path: FieldPath) => Origin;
}

/** Attaches the place of a field to what was made of it. */
export function sourced<T>(manifest: Manifest, path: FieldPath, value: T): Sourced<T> {
  return { value, from: [manifest.originOf(path)] };
}

/** Whether an object lives in a namespace. */
export const isNamespaced = ({ ref }: Manifest): boolean => ref.namespace !== '';
