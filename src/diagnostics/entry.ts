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
  /** What and why, for `explain CODE` and the generated reference. */
  readonly explain: string;
}

/** Fixes the data type of an entry; infers the rest. */
export const entry = <Data>(e: Entry<Data>): Entry<Data> => e;
