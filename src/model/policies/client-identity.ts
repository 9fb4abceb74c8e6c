import type { Sourced } from '../origin.ts';

/** What becomes of the client's certificate once the connection is made. */
export interface ClientIdentity {
  /** Whom the certificate must name: RE2 syntax, searched for in the subject. Without a certificate nobody passes. */
  readonly subject?: Sourced<string>;
  /**
   * What the backend is told of the certificate in the headers `ssl-client-verify`, `ssl-client-subject-dn` and
   * `ssl-client-issuer-dn`, which no client can set. `verified`: who came in has proved who he is. `nobody`: everyone is
   * treated as a client without a certificate. `nothing`: there are no certificates over plain HTTP, and no such headers.
   */
  readonly told: Sourced<'verified' | 'nobody' | 'nothing'>;
  /** The whole certificate goes to the backend, percent-encoded PEM in `ssl-client-cert`, which no client can set either. */
  readonly certificate?: Sourced<boolean>;
}
