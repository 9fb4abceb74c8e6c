import type { Sourced } from '../origin.ts';

/** Which client addresses may reach a route, as networks in CIDR notation. Deny wins over allow. */
export interface IpAccess {
  /** Only these networks, where present. */
  readonly allow?: Sourced<readonly string[]>;
  /** Never these networks. */
  readonly deny?: Sourced<readonly string[]>;
  /** What tells the address, where it is not the connection. */
  readonly toldBy?: Sourced<{ readonly header: string }>;
  /** The connection tells the address by the PROXY protocol: its other end is a load balancer. */
  readonly proxied?: Sourced<boolean>;
}
