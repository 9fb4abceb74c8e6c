import type { Missing } from './capabilities.ts';

/** What there is to say about routes beside policies, for the reference: each emitter answers each once. */
interface TraitNames {
  /** A host with more than one name. */
  readonly names: never;
  /** Requests are told apart by a regular expression for the path. */
  readonly 'regex-path': never;
  /** Requests are told apart by the value of a header. */
  readonly header: never;
  /** Requests are told apart by a regular expression for a header, or by a cookie. */
  readonly 'header-pattern': never;
  /** Backends share the requests by weight. */
  readonly weights: never;
  /** A redirect to a fixed URL. */
  readonly redirect: never;
  /** A redirect with any status from 300 to 308. */
  readonly 'redirect-status': never;
  /** A redirect to another scheme or host with the path and query of the request. */
  readonly 'redirect-elsewhere': never;
  /** A redirect that keeps a `/` at the end. */
  readonly 'redirect-slash': never;
  /** A redirect to another path of the same host, without the query. */
  readonly 'redirect-path': never;
  /** A redirect that names the port. */
  readonly 'redirect-port': never;
  /** A redirect without a scheme and host. */
  readonly 'redirect-relative': never;
  /** TLS connections go to a backend unread. */
  readonly passthrough: never;
  /** A Service is spoken to by its own address. */
  readonly 'own-address': never;
}

/** The name of a trait. */
export type Trait = keyof TraitNames;

/** An emitter's answers: it can, it can with a difference or within a limit that little passes, or it cannot. */
export type Traits = {
  readonly [T in Trait]: 'rendered' | { readonly summary: string; readonly limit?: true } | Missing;
};
