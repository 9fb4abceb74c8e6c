import { type Capabilities, renders, within } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';
import { fixedOnly, headerFilter } from './header-filter.ts';

/** Headers for the backend by the RequestHeaderModifier filter. */
export const requestHeaders = (api: GatewayApi): Capabilities['request-headers'] =>
  renders(
    'request-headers',
    { set: within(fixedOnly), remove: 'rendered' },
    headerFilter('RequestHeaderModifier', 'requestHeaderModifier', api),
  );
