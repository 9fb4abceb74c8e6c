import type { Sourced } from '../origin.ts';

/** A load balancer in front tells the address of the client by the PROXY protocol. */
export interface ProxyProtocol {
  readonly accepts: Sourced<boolean>;
}
