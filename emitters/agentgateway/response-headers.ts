import { type Capabilities, renders } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';
import { headerChanges } from './header-changes.ts';
import type { Target } from './release.ts';

/** Headers for the client. */
export const responseHeaders = (target: Target, api: GatewayApi): Capabilities['response-headers'] =>
  renders(
    'response-headers',
    { set: 'rendered', add: 'rendered', remove: 'rendered' },
    headerChanges('response', target, api),
  );
