import type { Sourced } from '../origin.ts';
import type { BasicAuth } from './basic-auth.ts';
import type { ExternalAuth } from './external-auth.ts';
import type { IpAccess } from './ip-access.ts';

/** Several checks of which one is enough to pass. */
export interface AnyAccess {
  readonly checks: Sourced<AccessChecks>;
}

/** Two or more of them are there. */
export interface AccessChecks {
  readonly addresses?: IpAccess;
  readonly credentials?: BasicAuth;
  readonly service?: ExternalAuth;
}
