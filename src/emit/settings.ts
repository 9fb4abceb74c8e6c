/** What the user may choose about the output, whatever the emitter. */
export interface EmitSettings {
  /** `deny`: a route that would be open answers with an error; `withhold`: it is left out; `open`: it is printed. */
  readonly onSecurityLoss: 'deny' | 'withhold' | 'open';
  readonly gatewayName?: string;
  readonly gatewayClassName?: string;
  readonly httpPort: number;
  readonly httpsPort: number;
}

/** Where the user chooses nothing. */
export const defaultSettings: EmitSettings = { onSecurityLoss: 'deny', httpPort: 80, httpsPort: 443 };
