import type { Capabilities } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';
import { clientCertificateBy } from '../standard/client-certificate.ts';

/** agentgateway reads the authority from the Secret itself. */
export const clientCertificate = (api: GatewayApi): Capabilities['client-certificate'] =>
  clientCertificateBy(api, ({ value: { name } }) => ({ ref: { kind: 'Secret', name }, fragments: [], needs: [] }));
