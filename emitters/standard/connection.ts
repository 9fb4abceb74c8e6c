import { approximately, type Capabilities, type Difference, missing, renders } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';
import type { Connection } from '../../src/model/policies/index.ts';

/** The connection to a backend is the gateway's own affair. */
export const connection = (_api: GatewayApi): Capabilities['connection'] =>
  renders(
    'connection',
    {
      connectTimeout: missing(
        'the Gateway API has no time-out for connections to backends',
        'set one with a policy of your gateway',
      ),
      header: headerAnswer,
    },
    ({ header }) => ({ fragments: [], differences: headerDifferences(header) }),
  );

/** How the `Connection` header comes out: it belongs to the gateway. */
export const headerAnswer = approximately<'close' | 'keep-alive'>(
  'a gateway writes the Connection header itself: it keeps connections, and lets WebSockets through',
  () => undefined,
);

/** What is different in the connection that a backend sees. */
export function headerDifferences(header: Connection['header']): readonly Difference[] {
  if (!header) return [];
  const common = 'the Connection header belongs to the gateway, which lets WebSockets through to the backend';
  const differs =
    header.value === 'close'
      ? `${common} and keeps its connections; ingress-nginx asks for an end after every answer, and stops WebSockets`
      : `${common}; ingress-nginx stops them here`;
  return [{ differs, stake: 'tuning', from: header.from }];
}
