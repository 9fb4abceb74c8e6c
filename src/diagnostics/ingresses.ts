import { entry } from './entry.ts';

/** Which of two equal paths is served. */
const precedence = {
  same: 'an Ingress that names a path twice is served by the first',
  guarded: 'nobody knows which is older without metadata.creationTimestamp, so the guarded one is kept',
  unknown: 'nobody knows which is older without metadata.creationTimestamp: check which one is served today',
  older: 'the older Ingress wins, by metadata.creationTimestamp',
} as const;

/** 210x and 211x: what a provider says about Ingresses, their paths and Services. */
export const ingressEntries = {
  I2G2101: entry<{ field: string; problem: string }>({
    name: 'invalid-ingress-field',
    severity: 'error',
    message: (d) => `${d.field} cannot be converted: ${d.problem}`,
    hint: () => 'correct the field; everything else is converted',
    explain: 'The API server would refuse the Ingress because of this field. The part that it belongs to is left out.',
  }),
  I2G2102: entry<{ field: string; value: string; now: string; why: string }>({
    name: 'ingress-field-corrected',
    severity: 'warning',
    message: (d) => `${d.field} is ${d.value}, and is taken as ${d.now}: ${d.why}`,
    explain: 'The API server would refuse the field as it is written. There is only one thing that it can mean.',
  }),
  // The Ingress is for those who read the data; in words the place names it.
  I2G2103: entry<{ ingress: string; because: string; remedy: string }>({
    name: 'ingress-passed-over',
    severity: 'info',
    message: (d) => `the Ingress is not converted: ${d.because}`,
    hint: (d) => d.remedy,
    explain: 'The Ingress belongs to another controller, so it is left to that one.',
  }),
  I2G2104: entry<{ provider: string; seen: string }>({
    name: 'nothing-selected',
    severity: 'error',
    message: (d) => `nothing to convert for ${d.provider}: ${d.seen}`,
    hint: () =>
      'check the inputs, --namespace and --ingress-nginx-ingress-class; the messages beside this one say what was left out',
    explain: 'No Ingress among the inputs belongs to the provider, so there is no output.',
  }),
  I2G2105: entry<{ host: string; path: string; kept: string; dropped: string; rule?: keyof typeof precedence }>({
    name: 'duplicate-path',
    severity: 'by-stake',
    message: (d) =>
      `${d.host}${d.path} is served for Ingress ${d.kept}; the same path of Ingress ${d.dropped} never gets a request`,
    hint: (d) => d.rule && precedence[d.rule],
    explain: 'Two rules name the same host, path and path type. The controller keeps the first and drops the other.',
  }),
  I2G2106: entry<{ host: string; path: string; by: string }>({
    name: 'shadowed-path',
    severity: 'warning',
    message: (d) => `${d.host}${d.path} never gets a request: ${d.by} takes them all first`,
    explain: 'Every request that the path matches is answered by a path that the controller tries before it.',
  }),
  I2G2107: entry<{ path: string; problem: string }>({
    name: 'path-cannot-match',
    severity: 'warning',
    message: (d) => `${d.path} matches no request: ${d.problem}`,
    explain:
      'nginx compares paths after decoding them and folding slashes and dots. A path that can never come out of that is dead.',
  }),
  I2G2108: entry<{ path: string; problem: string }>({
    name: 'path-not-expressible',
    severity: 'error',
    message: (d) =>
      `the path ${d.path} is left out, as no match of the Gateway API takes its requests alone: ${d.problem}`,
    hint: () =>
      'write the path in another way; its requests are answered by the next path that matches, or with an error where the path is guarded',
    explain:
      'nginx uses PCRE. Gateways use RE2 or a dialect near it, which lacks some of what PCRE can, and patterns of at most 1024 characters.',
  }),
  I2G2109: entry<{ path: string; escaped: string }>({
    name: 'path-escaped',
    severity: 'info',
    message: (d) => `${d.path} is matched as ${d.escaped}: a client that sends it unescaped is answered with 404`,
    explain:
      'nginx compares decoded paths. The Gateway API compares them as they travel, and allows some characters escaped only.',
  }),
  I2G2110: entry<{ service: string; port: string; problem: string }>({
    name: 'backend-not-resolved',
    severity: 'error',
    message: (d) => `port ${d.port} of Service ${d.service} cannot be told: ${d.problem}`,
    hint: () =>
      'add the Service to the inputs; until then the route answers with an error, and what its annotations lose is not told',
    explain: 'The Gateway API names the ports of Services by number. A name has to be looked up in the Service.',
  }),
  I2G2111: entry<{ service: string; problem: string }>({
    name: 'backend-answers-503',
    severity: 'warning',
    message: (d) => `Service ${d.service} gets no requests: ${d.problem}; ingress-nginx answers 503`,
    explain:
      'The backend does not exist as the Ingress names it, so the route answers with an error, as it does today.',
  }),
  I2G2112: entry<{ resource: string }>({
    name: 'resource-backend',
    severity: 'warning',
    message: (d) => `the path to ${d.resource} is left out: ingress-nginx serves Services only`,
    explain:
      'ingress-nginx skips paths whose backend is not a Service. Their requests are answered by the next path that matches, there and here.',
  }),
  I2G2113: entry<{ host: string; problem: string }>({
    name: 'certificate-missing',
    severity: 'error',
    message: (d) => `no certificate for ${d.host}: ${d.problem}, so ingress-nginx serves its default certificate`,
    hint: () =>
      'name it with --ingress-nginx-default-ssl-certificate namespace/name, or create the Secret default-ssl-certificate beside the Gateway',
    explain:
      'The Ingress asks for TLS without a certificate of its own. A Gateway has no default certificate, so its listener refers to a Secret that has to be made.',
  }),
  I2G2114: entry<{ host: string; secret: string }>({
    name: 'certificate-not-checked',
    severity: 'warning',
    message: (d) =>
      `whether the certificate in Secret ${d.secret} covers ${d.host} cannot be seen: no spec.tls entry lists the host`,
    hint: () => 'list the host in spec.tls, or add the Secret to the inputs',
    explain:
      'For a host that spec.tls does not list, the controller looks for a certificate of the same Ingress that covers it, and serves its default certificate where there is none.',
  }),
  I2G2115: entry<{ alias: string; problem: string; caughtBy?: string }>({
    name: 'alias-not-converted',
    severity: 'by-stake',
    message: (d) =>
      `the alias ${d.alias} is not served: ${d.problem}${
        d.caughtBy === undefined
          ? ''
          : `; ${d.caughtBy || 'the rule for any host'} may answer to its names, without the access control of this host`
      }`,
    hint: (d) => (d.caughtBy === undefined ? undefined : 'list the names one by one'),
    explain:
      'The Gateway API knows host names and wildcards for leading labels. Other names of nginx have no counterpart, and a wildcard host or one for any name gets their requests.',
  }),
};
