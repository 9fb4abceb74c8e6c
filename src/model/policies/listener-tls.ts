import type { Sourced } from '../origin.ts';

/** TLS between clients and the proxy, beside the certificate of the host. */
export interface ListenerTls {
  /** OpenSSL's cipher list. It says nothing about TLS 1.3. */
  readonly ciphers?: Sourced<string>;
  /** Whether the proxy's order of ciphers counts. */
  readonly serverOrder?: Sourced<boolean>;
  /** `TLSv1.2` and the like. */
  readonly versions?: Sourced<readonly string[]>;
}
