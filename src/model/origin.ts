/** Where a value was read: the last link in every chain from the output back to the input. */

/** A file on disk, standard input, or a live cluster. */
export type Source =
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  | { readonly kind: 'cluster'; readonly context: string };

/** One Kubernetes object, as users name it. Cluster-scoped kinds have the namespace `''`. */
export interface ObjectRef {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** An object as messages call it. */
export const objectText = ({ kind, namespace, name }: ObjectRef): string =>
  name === '' ? kind : `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;

/** The way from an object's root to one of its fields. */
export type FieldPath = readonly (string | number)[];

/** A field as messages call it: `spec.rules[0].matches`, `metadata.labels["example.com/shop"]`. */
export const fieldText = (path: FieldPath): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : /^[\w$-]+$/.test(step) ? `.${step}` : `["${step}"]`))
    .join('')
    .replace(/^\./, '');

/** One-based line and column, as editors count; offset in the whole text and length are in UTF-16 units. It stays on the line. */
export interface Span {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** One place in the input. */
export interface Origin {
  readonly source: Source;
  /** Absent where the text could not be read as an object at all. */
  readonly object?: ObjectRef;
  readonly path: FieldPath;
  /** Absent where there is no text to point at, as on a live cluster. Worked out when it is asked for. */
  readonly span?: Span | undefined;
}

/** At least one place: nothing in the model comes from nowhere. */
export type Origins = readonly [Origin, ...Origin[]];

/** Where several things were read. */
export const allOrigins = ([first, ...more]: readonly [HasOrigins, ...HasOrigins[]]): Origins => [
  ...first.from,
  ...more.flatMap(({ from }) => from),
];

interface HasOrigins {
  readonly from: Origins;
}

/** A value that remembers where it came from. */
export interface Sourced<T> {
  readonly value: T;
  readonly from: Origins;
}

/** What `JSON.stringify` leaves out, so that values are the same text wherever they were read. */
export const withoutOrigins = (key: string, value: unknown): unknown =>
  key === 'from' && Array.isArray(value) ? undefined : value;
