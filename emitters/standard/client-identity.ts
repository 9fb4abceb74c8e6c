import { approximately, type Capabilities, missing, renders } from '../../src/emit/capabilities.ts';
import type { RuleFragment } from '../../src/emit/fragment.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';
import { filter } from './gateway-api.ts';

const verified = 'ssl-client-verify';
/** What tells of the certificate itself. */
const details = ['ssl-client-subject-dn', 'ssl-client-issuer-dn', 'ssl-client-cert'];

/** Headers that say one thing of every client, whatever a client says of itself. Without `verify` they say nothing. */
export const identityHeaders = (verify: 'SUCCESS' | 'NONE' | undefined): RuleFragment =>
  filter(
    'RequestHeaderModifier',
    'requestHeaderModifier',
    verify === undefined
      ? { remove: [verified, ...details] }
      : { set: [{ name: verified, value: verify }], remove: details },
  );

/** What `ssl-client-verify` says where it says the same of everybody. */
export const verifyOf = { verified: 'SUCCESS', nobody: 'NONE', nothing: undefined } as const;

/** What becomes of the certificate of a client: that there is one can be said, and nothing of what is in it. */
export const clientIdentity = (_api: GatewayApi): Capabilities['client-identity'] =>
  renders(
    'client-identity',
    {
      subject: missing(
        'the Gateway API does not look into certificates',
        'let an authority of its own sign the certificates that are let in',
      ),
      told: approximately(
        'the backend gets ssl-client-verify, and not the names in the certificate',
        (told) =>
          told === 'verified'
            ? 'the backend gets ssl-client-verify: SUCCESS, and not ssl-client-subject-dn and ssl-client-issuer-dn, which are removed from requests'
            : undefined,
        'behaviour',
      ),
      certificate: missing(
        'no filter can put the certificate into a header; ssl-client-cert is removed from requests',
        'use --emitter agentgateway, or let the backend do without',
      ),
    },
    ({ told }) => [identityHeaders(verifyOf[told.value])],
  );
