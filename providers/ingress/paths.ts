import type { FieldPath } from '../../src/model/origin.ts';

/** The way to each field of an Ingress that origins name. All Ingresses share them: they hold the same few numbers. */

export const inSpec: FieldPath = ['spec'];
export const specTls: FieldPath = ['spec', 'tls'];
export const inMetadata: FieldPath = ['metadata'];
export const metadataName: FieldPath = ['metadata', 'name'];
export const inAnnotations: FieldPath = ['metadata', 'annotations'];
export const ingressClassName: FieldPath = ['spec', 'ingressClassName'];
/** The annotation that named the class before `spec.ingressClassName` did. */
export const classAnnotation = 'kubernetes.io/ingress.class';
export const inClassAnnotation: FieldPath = [...inAnnotations, classAnnotation];

/** Makes what belongs to a number once. */
function once<T>(make: (i: number) => T): (i: number) => T {
  const made: T[] = [];
  return (i) => {
    made[i] ??= make(i);
    return made[i];
  };
}

/** The fields of an element of `spec.rules`. */
interface InRule {
  readonly rule: FieldPath;
  readonly host: FieldPath;
  readonly http: FieldPath;
  /** Those of an element of its `http.paths`. */
  readonly inPath: (j: number) => InPath;
}

/** The fields of an element of `spec.rules[].http.paths`. */
export interface InPath {
  readonly element: FieldPath;
  readonly path: FieldPath;
  /** The name of its Service. */
  readonly service: FieldPath;
}

/** By the index of a rule. */
export const inRule = once((i): InRule => {
  const rule = ['spec', 'rules', i];
  const http = [...rule, 'http'];
  return {
    rule,
    host: [...rule, 'host'],
    http,
    inPath: once((j): InPath => {
      const element = [...http, 'paths', j];
      return { element, path: [...element, 'path'], service: [...element, 'backend', 'service', 'name'] };
    }),
  };
});

/** By the index of an element of `spec.tls`. */
export const inTls = once((i): { readonly entry: FieldPath; readonly secretName: FieldPath } => {
  const entry = ['spec', 'tls', i];
  return { entry, secretName: [...entry, 'secretName'] };
});
