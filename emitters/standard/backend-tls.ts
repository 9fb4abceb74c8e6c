import { approximately, type Capabilities, type Difference, missing, renders } from '../../src/emit/capabilities.ts';
import type { Fragment } from '../../src/emit/fragment.ts';
import { type GatewayApi, installNewer } from '../../src/emit/gateway-api.ts';
import { authorityConfigMap } from './authority.ts';

const type = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'BackendTLSPolicy' };

/** TLS to a backend by BackendTLSPolicy, which always verifies. */
export const backendTls = (api: GatewayApi): Capabilities['backend-tls'] =>
  renders(
    'backend-tls',
    {
      verify: approximately('a backend that is not verified cannot be spoken to over TLS', () => undefined),
      clientCertificate: approximately('one client certificate counts for all backends of a Gateway', () => undefined),
      authority: 'rendered',
      serverName: 'rendered',
      sendSni: approximately('the name is always sent in SNI', () => undefined),
      protocols: missing('BackendTLSPolicy has no TLS versions', 'let the backend choose the version'),
      ciphers: missing('BackendTLSPolicy has no ciphers', 'let the backend choose the cipher'),
      verifyDepth: missing(
        'BackendTLSPolicy has no limit on the length of a chain',
        'trust an authority that signs no others',
      ),
    },
    ({ verify, clientCertificate, authority, serverName, sendSni }, { backend }) => {
      if (!verify.value)
        return missing(
          'BackendTLSPolicy always verifies the backend, and ingress-nginx does not here',
          'set proxy-ssl-secret, proxy-ssl-verify and proxy-ssl-name, so that the backend can be verified',
        );
      if (!authority || !backend)
        return missing(
          'BackendTLSPolicy needs to know who signed the certificate of the backend',
          'put the authority into ca.crt of the Secret in proxy-ssl-secret',
        );
      if (clientCertificate && !api.has('gatewayTls')) {
        return missing('a Gateway has a client certificate for backends since Gateway API 1.5', installNewer('1.5'));
      }
      const { namespace, name } = backend.target;
      const foreign = [authority, clientCertificate].find((ref) => ref && ref.value.namespace !== namespace);
      if (foreign)
        return missing(
          `Secret ${foreign.value.namespace}/${foreign.value.name} is in another namespace than its Service ${name}`,
          'copy the Secret into the namespace of the Service',
        );
      const differences: Difference[] = [];
      const hostname = serverName?.value.toLowerCase() ?? `${name}.${namespace}.svc`;
      if (!serverName) {
        const differs = `the certificate of Service ${name} must bear the name ${hostname}`;
        differences.push({ differs, stake: 'behaviour', from: verify.from });
      } else if (sendSni?.value === false) {
        const differs = `${hostname} is sent to the backend in SNI as well, which ingress-nginx does not`;
        differences.push({ differs, stake: 'tuning', from: sendSni.from });
      }
      const configMap = authorityConfigMap(authority, 'BackendTLSPolicy');
      const client = clientCertificate?.value;
      const fragments: readonly Fragment[] = [
        {
          into: 'policy',
          type,
          attach: 'service',
          suffix: 'backend-tls',
          spec: {
            validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: configMap.name }], hostname },
          },
        },
        {
          into: 'gateway',
          setting: 'the client certificate for backends',
          value: client ? `Secret ${client.namespace}/${client.name}` : 'none',
          ...(client && {
            spec: { tls: { backend: { clientCertificateRef: { name: client.name, namespace: client.namespace } } } },
          }),
        },
        ...configMap.fragments,
      ];
      return { fragments, differences, needs: configMap.needs };
    },
  );
