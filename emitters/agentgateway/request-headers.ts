import { type Capabilities, renders } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';
import { headerChanges } from './header-changes.ts';
import type { Target } from './release.ts';

/** Headers for the backend. */
export const requestHeaders = (target: Target, api: GatewayApi): Capabilities['request-headers'] =>
  renders('request-headers', { set: 'rendered', remove: 'rendered' }, headerChanges('request', target, api));
