import type { Sourced } from '../origin.ts';
import type { Authority } from './backend-tls.ts';

/** Clients of a host prove who they are with a certificate. Over plain HTTP nobody does. */
export interface ClientCertificate {
  /** Who signs the certificates of clients. */
  readonly authority: Sourced<Authority>;
  /** Certificates on the authority's list of revocations are turned away. */
  readonly revoked?: Sourced<true>;
  /** How many intermediate certificates a chain may have. */
  readonly verifyDepth?: Sourced<number>;
  /** Where clients are sent whose certificate is missing or bad. */
  readonly errorPage?: Sourced<string>;
}
