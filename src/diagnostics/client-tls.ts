import { entry } from './entry.ts';

/** 232x and 233x: what a provider says about TLS with clients. */
export const clientTlsEntries = {
  I2G2320: entry<{ host: string; secret: string; problem: string }>({
    name: 'client-authority-refused',
    severity: 'error',
    message: (d) =>
      `auth-tls-secret is ${d.secret}, ${d.problem}: ${d.host || 'the default server'} answers every request with 403, as in ingress-nginx`,
    hint: () => "name a Secret of the Ingress's own namespace that holds ca.crt, as namespace/name",
    explain:
      'Where the controller cannot read the authority of client certificates it refuses the whole host, with all paths of all its Ingresses.',
  }),
  I2G2321: entry<{ host: string; https: boolean; letsIn: 'everybody' | 'nobody' }>({
    name: 'plain-http-without-client-certificate',
    severity: 'error',
    message: (d) =>
      d.https
        ? `${d.host || 'the default server'} asks for client certificates over HTTPS only: over plain HTTP everybody is let in, as in ingress-nginx`
        : `${d.host || 'the default server'} has no certificate, so that plain HTTP is all there is, and ${d.letsIn} is let in; ingress-nginx asks for client certificates over HTTPS, with its default certificate`,
    hint: (d) =>
      d.https ? 'set force-ssl-redirect: "true", or keep plain HTTP out in front' : 'add spec.tls with a certificate',
    explain:
      'Client certificates are part of TLS. nginx serves plain HTTP of the same host without them, unless the path redirects to HTTPS or auth-tls-match-cn asks for a name.',
  }),
  I2G2322: entry<{ host: string; secret: string }>({
    name: 'client-authority-without-certificate',
    severity: 'error',
    message: (d) =>
      `Secret ${d.secret} has no ca.crt, so that ingress-nginx asks nobody for a certificate; ${d.host || 'the default server'} answers every request with an error here`,
    hint: () => 'add ca.crt to the Secret, or remove auth-tls-secret if everybody is to be let in',
    explain:
      'The controller only logs that it switches client certificates off. Whoever set the annotation does not expect that.',
  }),
  I2G2323: entry<{ host: string; mode: string }>({
    name: 'optional-client-certificate',
    severity: 'error',
    message: (d) =>
      `auth-tls-verify-client is ${d.mode}: a client of ${d.host || 'the default server'} with a certificate is taken for one without, as a Gateway that asks without demanding lets bad certificates pass for good ones`,
    hint: () => 'set auth-tls-verify-client: "on", or let clients prove in another way who they are',
    explain:
      'nginx turns bad certificates away where certificates are optional, or tells the backend about them. The Gateway API has the mode AllowInsecureFallback, which lets them in like good ones. The backend gets ssl-client-verify: NONE instead, so that nobody gains.',
  }),
  I2G2324: entry<{ host: string; pattern: string }>({
    name: 'client-subject-not-comparable',
    severity: 'error',
    message: (d) =>
      `auth-tls-match-cn ${d.pattern} has quotes or doubled backslashes in it, which nginx reads in its own way: ${d.host || 'the default server'} answers every request with an error`,
    hint: () => 'write the pattern without them',
    explain:
      'nginx searches the subject of the certificate for the pattern. A pattern that means something else elsewhere could let in others.',
  }),
  I2G2325: entry<{ host: string }>({
    name: 'redirect-before-client-subject',
    severity: 'warning',
    message: (d) =>
      `redirects of ${d.host || 'the default server'} answer every client with a good certificate; ingress-nginx compares auth-tls-match-cn first`,
    explain:
      'nginx looks at the subject before it looks at paths. The redirect tells the client nothing but its target.',
  }),
  I2G2326: entry<{ secret: string }>({
    name: 'client-authority-unseen',
    severity: 'info',
    message: (d) => `Secret ${d.secret} is not among the inputs: it is taken to hold ca.crt and no ca.crl`,
    hint: () => 'add the Secret to the inputs, to be told of what is missing in it',
    explain:
      'A Secret without ca.crt makes ingress-nginx ask nobody for certificates, and ca.crl lists certificates that are turned away.',
  }),
  I2G2327: entry<{ host: string; other: string }>({
    name: 'certificate-before-redirect',
    severity: 'info',
    message: (d) =>
      `https://${d.host} asks for client certificates before it redirects to ${d.other}, which asks for the same`,
    explain:
      'ingress-nginx redirects without a certificate. A Gateway asks for certificates on a whole port, and the redirect leads to a host that asks anyway.',
  }),
};
