import { defined } from '../../src/defined.ts';
import { always, approximately, type Difference, missing, renders } from '../../src/emit/capabilities.ts';
import { backend as backendPolicy } from './policy.ts';

/** TLS to a backend: one Secret holds the client certificate and the authority alike. */
export const backendTls = (mtlsWithoutVerification: boolean) =>
  renders(
    'backend-tls',
    {
      verify: 'rendered',
      clientCertificate: approximately(
        'it is not presented where nothing is verified, unless --agentgateway-mtls-without-verification is given',
        () => undefined,
      ),
      authority: 'rendered',
      serverName: 'rendered',
      sendSni: always(true, 'agentgateway sends the name in SNI', 'nothing, unless the backend minds SNI'),
      protocols: missing('backends are offered TLS 1.2 and 1.3', 'let the backend choose the version'),
      ciphers: missing('the ciphers for backends are fixed', 'see that the backend takes an AEAD cipher'),
      verifyDepth: missing('there is no limit on the length of a chain', 'trust an authority that signs no others'),
    },
    ({ verify, clientCertificate, authority, serverName }, { backend }) => {
      // ca.crt is read from the same Secret, so one that holds nothing else is named as well.
      const secret = clientCertificate ?? authority;
      const unverified = !verify.value;
      const dropped = unverified && clientCertificate !== undefined && !mtlsWithoutVerification;
      const kept = unverified && !mtlsWithoutVerification ? undefined : secret;
      if (kept && backend && kept.value.namespace !== backend.target.namespace) {
        return missing(
          `Secret ${kept.value.namespace}/${kept.value.name} is in another namespace than its Service ${backend.target.name}`,
          'copy the Secret into the namespace of the Service',
        );
      }
      const tls = defined({
        insecureSkipVerify: unverified ? 'All' : undefined,
        mtlsCertificateRef: kept && [{ name: kept.value.name }],
        sni: serverName?.value.toLowerCase(),
      });
      const fragments = [backendPolicy('backend-tls', { tls })];
      const differences: Difference[] = [];
      if (dropped) {
        differences.push({
          differs: `the client certificate in Secret ${clientCertificate.value.name} is not presented, as nothing is verified; ingress-nginx presents it, and --agentgateway-mtls-without-verification does`,
          stake: 'behaviour',
          from: clientCertificate.from,
        });
      }
      if (verify.value && !serverName) {
        const differs =
          'the certificate of the backend has to bear the address that it is reached by, as no name is given';
        differences.push({ differs, stake: 'behaviour', from: verify.from });
      }
      return { fragments, differences };
    },
  );
