import { type Difference, missing, type Need, renders } from '../../src/emit/capabilities.ts';
import type { Fragment } from '../../src/emit/fragment.ts';

const type = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'BackendTLSPolicy' };

/** TLS to a backend by BackendTLSPolicy, which always verifies. */
export const backendTls = renders(
  'backend-tls',
  {
    verify: 'rendered',
    clientCertificate: 'rendered',
    authority: 'rendered',
    serverName: 'rendered',
    sendSni: 'rendered',
    protocols: missing('BackendTLSPolicy has no TLS versions'),
    ciphers: missing('BackendTLSPolicy has no ciphers'),
    verifyDepth: missing('BackendTLSPolicy has no limit on the length of a chain'),
  },
  ({ verify, clientCertificate, authority, serverName, sendSni }, { backend }) => {
    if (!verify.value) return missing('BackendTLSPolicy always verifies the backend, and ingress-nginx does not here');
    if (!authority || !backend)
      return missing('BackendTLSPolicy needs to know who signed the certificate of the backend');
    const { namespace, name } = backend.target;
    const foreign = [authority, clientCertificate].find((ref) => ref && ref.value.namespace !== namespace);
    if (foreign)
      return missing(
        `Secret ${foreign.value.namespace}/${foreign.value.name} is in another namespace than its Service ${name}`,
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
    const { name: secret, pem } = authority.value;
    const configMap = `${secret}-ca`;
    const need: Need = {
      object: `ConfigMap ${namespace}/${configMap}`,
      because: `BackendTLSPolicy takes the certificate authority from a ConfigMap, and Secret ${secret} is not among the inputs`,
      command: `kubectl -n ${namespace} create configmap ${configMap} --from-literal=ca.crt="$(kubectl -n ${namespace} get secret ${secret} -o jsonpath='{.data.ca\\.crt}' | base64 -d)"`,
      from: authority.from,
    };
    const fragments: readonly Fragment[] = [
      {
        into: 'policy',
        type,
        attach: 'service',
        suffix: 'backend-tls',
        spec: { validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: configMap }], hostname } },
      },
      {
        into: 'gateway',
        setting: 'the client certificate for backends',
        value: clientCertificate ? `Secret ${clientCertificate.value.name}` : 'none',
        ...(clientCertificate && {
          spec: { tls: { backend: { clientCertificateRef: { name: clientCertificate.value.name } } } },
        }),
      },
      ...(pem === undefined
        ? []
        : [
            {
              into: 'object',
              object: {
                apiVersion: 'v1',
                kind: 'ConfigMap',
                metadata: { name: configMap, namespace },
                data: { 'ca.crt': pem },
              },
            } as const,
          ]),
    ];
    return { fragments, differences, ...(pem === undefined && { needs: [need] }) };
  },
);
