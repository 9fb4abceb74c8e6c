/** How bad a diagnostic is. `--fail-on` compares against it. */
export type Severity = 'error' | 'warning' | 'info';

/** What is at stake when something is lost: decides the severity of entries that say `by-stake`. */
export type Stake = 'security' | 'behaviour' | 'tuning';

/** One message of the catalogue. Facts travel in `Data`; the wording lives here alone. */
export interface Entry<Data> {
  /** Kebab-case, for people who suppress or search by name. */
  readonly name: string;
  /** `by-stake`: security is an error, behaviour a warning, tuning an info. */
  readonly severity: Severity | 'by-stake';
  /** Lower case, no full stop, identifiers as the user wrote them. */
  readonly message: (data: Data) => string;
  /** What to do about it. */
  readonly hint?: (data: Data) => string | undefined;
  /** How what is said several times of one object becomes one message, where it has one cause. */
  readonly together?: Together<Data>;
  /** What and why, for `explain CODE` and the generated reference. */
  readonly explain: string;
}

/** Fixes the data type of an entry; infers the rest. */
export const entry = <Data>(e: Entry<Data>): Entry<Data> => e;

/** Messages that have one cause, as one. */
interface Together<Data> {
  /** What they have in common; nothing where one stands for itself. */
  readonly cause: (data: Data) => string | undefined;
  readonly as: (first: Data, second: Data, ...more: Data[]) => Data;
}

/** What has become of several annotations for one reason, with their names in a row. */
export const annotationsTogether: Together<{ readonly annotation: string; readonly because: string }> = {
  // A reason that speaks of "it" is about one annotation.
  cause: ({ because }) => (/\bit\b/.test(because) ? undefined : because),
  as: ({ annotation: first, because }, ...more) => {
    // In a row a prefix that all have tells nobody anything.
    const names = [first, ...more.map(({ annotation }) => annotation)].map((name) => name.replace(/^.*\//, ''));
    return { annotation: `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`, because };
  },
};
