import type { Sourced } from '../origin.ts';
import type { SecretRef } from './secret-ref.ts';

/** How the proxy speaks TLS to a backend. Its presence switches TLS on. */
export interface BackendTls {
  /** Whether the backend's certificate must be valid for `serverName` and signed by `authority`. */
  readonly verify: Sourced<boolean>;
  /** `tls.crt` and `tls.key` of this Secret are presented to the backend. */
  readonly clientCertificate?: Sourced<SecretRef>;
  /** `ca.crt` of this Secret signs the backend's certificate. */
  readonly authority?: Sourced<Authority>;
  /** The name that the backend's certificate must bear, and the one in SNI. */
  readonly serverName?: Sourced<string>;
  /** Whether SNI is sent at all. */
  readonly sendSni?: Sourced<boolean>;
  /** TLS versions that are offered, such as `TLSv1.2`. */
  readonly protocols?: Sourced<readonly string[]>;
  /** OpenSSL's cipher list. */
  readonly ciphers?: Sourced<string>;
  /** How many intermediate certificates a chain may have. */
  readonly verifyDepth?: Sourced<number>;
}

/** A Secret whose `ca.crt` is trusted. */
export interface Authority extends SecretRef {
  /** The PEM text, where the Secret was among the inputs. Certificates are public. */
  readonly pem?: string;
}
