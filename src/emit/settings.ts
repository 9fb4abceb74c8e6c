/** Where Gateways live and how many there are. */
export const topologies = ['per-namespace', 'shared', 'listener-sets'] as const;

/**
 * `per-namespace`: a Gateway for each namespace and class. `shared`: one for each class, in a namespace of its own.
 * `listener-sets`: likewise, with the listeners in a ListenerSet for each namespace.
 */
export type Topology = (typeof topologies)[number];

/** What the user may choose about the output, whatever the emitter. */
export interface EmitSettings {
  /** `deny`: a route that would be open answers with an error; `withhold`: it is left out; `open`: it is printed. */
  readonly onSecurityLoss: 'deny' | 'withhold' | 'open';
  readonly topology: Topology;
  /** Where a Gateway for several namespaces lives; every topology but `per-namespace` has one. */
  readonly gatewayNamespace: string;
  readonly gatewayName?: string;
  readonly gatewayClassName?: string;
  /** The Gateway is there and somebody else's: routes are attached to it, and it is not printed. */
  readonly existingGateway: boolean;
  readonly httpPort: number;
  readonly httpsPort: number;
}

/** The ports of listeners. */
export type Ports = Pick<EmitSettings, 'httpPort' | 'httpsPort'>;

/** Where the user chooses nothing. */
export const defaultSettings: EmitSettings = {
  onSecurityLoss: 'deny',
  topology: 'per-namespace',
  gatewayNamespace: '',
  existingGateway: false,
  httpPort: 80,
  httpsPort: 443,
};
