import { entry } from './entry.ts';

/** 22xx: what a provider says about TLS to backends. */
export const backendTlsEntries = {
  I2G2201: entry<{ service: string }>({
    name: 'tls-without-backend-protocol',
    severity: 'warning',
    message: (d) =>
      `Service ${d.service} is spoken to over TLS, as proxy-ssl asks; ingress-nginx speaks plain HTTP to it`,
    hint: () => 'set backend-protocol: HTTPS to say so, or remove the proxy-ssl annotations',
    explain:
      'nginx reads proxy-ssl annotations for backends with backend-protocol HTTPS only. Without it the connection is not encrypted.',
  }),
  I2G2202: entry<{ secret: string; namespace: string }>({
    name: 'secret-without-namespace',
    severity: 'warning',
    message: (d) =>
      `proxy-ssl-secret names ${d.secret} without a namespace, and is taken as ${d.namespace}/${d.secret}; ingress-nginx answers 503`,
    hint: (d) => `write ${d.namespace}/${d.secret}`,
    explain: 'The controller wants namespace/name for this annotation and refuses to serve the paths otherwise.',
  }),
  I2G2203: entry<{ secret: string; namespace: string }>({
    name: 'secret-in-other-namespace',
    severity: 'error',
    message: (d) => `proxy-ssl-secret names ${d.secret}, which is no Secret in the Ingress's namespace ${d.namespace}`,
    hint: (d) => `copy the Secret into ${d.namespace}; until then the paths answer with an error, as they do today`,
    explain: 'ingress-nginx refuses such a reference, and policies can refer to Secrets beside them only.',
  }),
  I2G2204: entry<{ secret: string }>({
    name: 'secret-without-authority',
    severity: 'warning',
    message: (d) =>
      `Secret ${d.secret} has no ca.crt, so ingress-nginx verifies nothing and presents no client certificate`,
    hint: () => 'add ca.crt to the Secret to verify the backend',
    explain:
      'The controller writes neither the client certificate nor the trusted authority into its configuration when ca.crt is missing.',
  }),
  I2G2205: entry<Record<never, never>>({
    name: 'verify-without-name',
    severity: 'warning',
    message: () =>
      'proxy-ssl-verify is on without proxy-ssl-name: ingress-nginx compares the certificate with the name upstream_balancer, and answers 502',
    hint: () => 'name the host in the backend certificate with proxy-ssl-name',
    explain: 'nginx verifies against the name of its upstream where no name is given, which no certificate bears.',
  }),
  I2G2206: entry<{ by: string; to: string }>({
    name: 'host-wide-backend-tls',
    severity: 'info',
    message: (d) => `the proxy-ssl settings of Ingress ${d.by} apply to Ingress ${d.to} as well, on the same host`,
    explain:
      'The controller writes the proxy-ssl settings of the first Ingress of a host at server level, where HTTPS paths without settings of their own inherit them.',
  }),
};
