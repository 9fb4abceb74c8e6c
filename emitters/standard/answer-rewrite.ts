import { type Capabilities, missing } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** No filter reads what the backend answers. */
export const answerRewrite = (_api: GatewayApi): Capabilities['answer-rewrite'] =>
  missing(
    'filters set headers of answers to fixed text, and do not change what the backend wrote',
    'let the backend write its redirects and cookies for the host and path that clients use',
  );
