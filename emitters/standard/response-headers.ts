import { type Capabilities, renders, within } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';
import { fixedOnly, headerFilter } from './header-filter.ts';

/** Headers for the client by the ResponseHeaderModifier filter. */
export const responseHeaders = (api: GatewayApi): Capabilities['response-headers'] =>
  renders(
    'response-headers',
    {
      set: within(fixedOnly),
      add: within(fixedOnly),
      remove: 'rendered',
    },
    headerFilter('ResponseHeaderModifier', 'responseHeaderModifier', api),
  );
