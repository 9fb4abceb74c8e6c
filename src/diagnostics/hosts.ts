import { entry } from './entry.ts';
import { some } from './some.ts';

/** 2116 to 213x: what a provider says about hosts, canaries and access. */
export const hostEntries = {
  I2G2116: entry<{ ingress: string; host: string; path: string; because: string }>({
    name: 'canary-without-effect',
    severity: 'warning',
    message: (d) => `canary Ingress ${d.ingress} has no effect on ${d.host}${d.path}: ${d.because}`,
    explain:
      'A canary joins the path of another Ingress with the same host, path and path type. The controller drops it where there is none.',
  }),
  I2G2117: entry<{ ingress: string; service: string; also: readonly string[] }>({
    name: 'canary-on-shared-service',
    severity: 'info',
    message: (d) =>
      `canary Ingress ${d.ingress} takes its share of every path to Service ${d.service}: also ${d.also.join(', ')}`,
    explain:
      'The controller attaches a canary to the Service of the main path, so that other paths to the same Service take part. The output does the same.',
  }),
  I2G2118: entry<{ host: string; other: string }>({
    name: 'other-name-without-certificate',
    severity: 'info',
    message: (d) => `https://${d.other} is not served: no certificate of ${d.host} is known to cover it`,
    explain: 'ingress-nginx answers on the other name with its default certificate, which browsers refuse.',
  }),
  I2G2119: entry<{ host: string; path: string }>({
    name: 'passthrough-path-ignored',
    severity: 'info',
    message: (d) => `TLS connections to ${d.host} are passed through unread, so ${d.path} is served over HTTP only`,
    explain:
      'With ssl-passthrough only the backend of / gets the TLS connections of a host; no path, header or access rule applies to them.',
  }),
  I2G2120: entry<{ host: string }>({
    name: 'passthrough-without-backend',
    severity: 'error',
    message: (d) => `ssl-passthrough of ${d.host} has no backend: no path / leads to a Service`,
    explain: 'The controller passes TLS connections to the backend of /. Without one it drops them.',
  }),
  I2G2121: entry<{ host: string; guarded: boolean }>({
    name: 'one-label-wildcard',
    severity: 'by-stake',
    message: (d) =>
      `${d.host} is one label deep in ingress-nginx and any number in the Gateway API: a.b${d.host.slice(1)} is served as well${
        d.guarded
          ? ', and without the access control of the rule for any host, which has these names in ingress-nginx'
          : ''
      }`,
    hint: (d) =>
      d.guarded
        ? `guard ${d.host} in the same way, or make sure that deeper names mean nothing to its backend`
        : undefined,
    explain:
      'A wildcard of the Gateway API covers all names below it. ingress-nginx covers names with exactly one more label.',
  }),
  I2G2122: entry<{ because: string; instead: string }>({
    name: 'location-not-servable',
    severity: 'error',
    message: (d) => `the paths answer with an error: ${d.because}`,
    hint: (d) => d.instead,
    explain:
      'What the annotation asks for has no counterpart, and serving the paths without it would do something else than today.',
  }),
  I2G2124: entry<{ annotation: string }>({
    name: 'annotation-of-another-tool',
    severity: 'info',
    message: (d) => `${d.annotation} is not carried over: it belongs to another program`,
    explain: 'The annotation is not read by ingress-nginx, and no object of the output is known to be its place.',
  }),
  I2G2125: entry<{ secret: string }>({
    name: 'tls-without-host',
    severity: 'warning',
    message: (d) =>
      `the certificate in Secret ${d.secret} is served for any host; ingress-nginx ignores spec.tls of rules without a host`,
    hint: () => 'name the hosts in spec.rules to be sure which certificate is served',
    explain: 'For rules without a host the controller serves its default certificate, and does not redirect to HTTPS.',
  }),
  I2G2126: entry<{ pattern: string; problem: string }>({
    name: 'canary-pattern-not-portable',
    severity: 'warning',
    message: (d) => `canary-by-header-pattern ${d.pattern} is left out: ${d.problem}, which RE2 expressions cannot`,
    hint: () => 'write the pattern without it, or use canary-by-header-value',
    explain: 'The header that selects the canary is compared with a PCRE expression that gateways cannot evaluate.',
  }),
  I2G2127: entry<{ ingress: string }>({
    name: 'ingress-without-backends',
    severity: 'warning',
    message: (d) => `Ingress ${d.ingress} converts to nothing: it has no rules and no default backend`,
    explain:
      'Without rules and a default backend an Ingress routes nothing, so no object comes of it, not even for its certificates.',
  }),
  I2G2128: entry<{ host: string }>({
    name: 'tls-host-without-rule',
    severity: 'info',
    message: (d) => `spec.tls lists ${d.host}, which no rule of the Ingress serves: it has no effect`,
    explain: 'The controller uses the certificates of an Ingress for the hosts of its rules only.',
  }),
  I2G2129: entry<{ annotation: string; place: string }>({
    name: 'annotation-misplaced',
    severity: 'by-stake',
    message: (d) => `${d.annotation} stands in ${d.place}, where ingress-nginx does not read it`,
    hint: () => 'move it to metadata.annotations if it is meant to count',
    explain:
      'The key is one of ingress-nginx, and it is not among the annotations of the Ingress. It has no effect there, and none in the output.',
  }),
  I2G2130: entry<{ host: string; path: string; kept: string }>({
    name: 'prefix-twice',
    severity: 'warning',
    message: (d) =>
      `${d.host}${d.path} and ${d.host}${d.kept} are the same prefix: ${d.kept} is served, or an error where ${d.path} is guarded`,
    hint: () => 'remove one of them; ingress-nginx refuses its whole configuration while both are there',
    explain:
      'nginx writes both prefixes as one location and does not start with two of them. The Gateway API takes them for the same match.',
  }),
  I2G2131: entry<{ host: string; paths: readonly string[]; how: 'spelt' | 'dots' | 'refused' | 'open' }>({
    name: 'paths-guarded-differently',
    severity: 'by-stake',
    message: (d) =>
      `${d.host || 'any host'} guards its paths differently (${some(d.paths)}): ${
        {
          spelt:
            'their other spellings, such as //, have rules of their own, and paths with .. are answered with an error',
          dots: 'paths with .. are answered with an error',
          refused:
            'paths with //, . or .. and with escaped letters, slashes or characters of the guarded paths are answered with an error',
          open: 'other spellings of a guarded path, such as //, may be let in without its guard',
        }[d.how]
      }`,
    hint: (d) =>
      d.how === 'open'
        ? 'guard all paths of the host alike, or make sure that the gateway normalizes paths'
        : undefined,
    explain:
      'nginx decodes a path and folds // and .. before it looks for a location, and a gateway may compare paths as they travel. What nginx would take for a guarded path must not get past the guard.',
  }),
  I2G2132: entry<{ host: string; path: string; service: string; canary: string }>({
    name: 'path-lost-to-canary',
    severity: 'warning',
    message: (d) =>
      `${d.host}${d.path} is not served: Service ${d.service} belongs to the older canary Ingress ${d.canary}`,
    hint: () => 'give the canary a Service of its own',
    explain:
      'The controller makes one upstream of a Service. One that a canary made first serves no path of its own, and the path is answered with 404.',
  }),
  I2G2133: entry<{ ingress: string; host: string }>({
    name: 'default-backend-without-effect',
    severity: 'warning',
    message: (d) =>
      `the default backend of Ingress ${d.ingress} has no effect on ${d.host}: another Ingress defined the host first`,
    explain:
      'The first Ingress of a host decides what answers the paths that no rule names, be it with its own default backend or with 404.',
  }),
  I2G2134: entry<{ host: string; ingress: string }>({
    name: 'certificate-not-used',
    severity: 'info',
    message: (d) =>
      `the certificate of Ingress ${d.ingress} is not used for ${d.host}: another Ingress of the host has one`,
    explain: 'The controller serves the certificate of the first Ingress of a host that has spec.tls.',
  }),
  I2G2135: entry<{ annotation: string; written: number; now: number; range: string }>({
    name: 'redirect-code-replaced',
    severity: 'info',
    message: (d) => `${d.annotation} ${d.written} is not ${d.range}: ${d.now} is used, as by ingress-nginx`,
    explain: 'The controller takes codes of one range only, and falls back to its default for others.',
  }),
  I2G2136: entry<{ host: string; other: string }>({
    name: 'certificate-of-a-wider-host',
    severity: 'info',
    message: (d) =>
      `https://${d.host} is served with the certificate of ${d.other}: without a listener of its own its requests would be answered by ${d.other}`,
    explain:
      'ingress-nginx serves every host over HTTPS, with its default certificate where there is no other. On a Gateway the listener of a wider name would take the connections, with other routes and without the access control of this host.',
  }),
  I2G2137: entry<{ host: string }>({
    name: 'passthrough-of-guarded-host',
    severity: 'error',
    message: (d) =>
      `ssl-passthrough of ${d.host} is not converted: connections would be handed on without the access control that the host asks for`,
    hint: () =>
      'pass --ingress-nginx-enable-ssl-passthrough if the controller runs with --enable-ssl-passthrough, as then none applies today either',
    explain:
      'The annotation counts where the controller was started with --enable-ssl-passthrough, which is not the default. Without that flag TLS ends at nginx and access control applies.',
  }),
  // The Ingress is for those who read the data; in words the place names it.
  I2G2138: entry<{ ingress: string; labels: readonly string[] }>({
    name: 'labels-not-carried',
    severity: 'info',
    message: (d) => `the labels are not carried over: ${d.labels.join(', ')}`,
    explain:
      'Tools that find objects by labels, or that own the objects they have labelled, would take the new objects for the old ones.',
  }),
  I2G2140: entry<{ annotation: string; prefix: string }>({
    name: 'access-annotation-of-another-prefix',
    severity: 'error',
    message: (d) => `${d.annotation} guards nothing: --ingress-nginx-annotations-prefix is ${d.prefix}`,
    hint: () => 'leave the flag out unless the controller runs with the same --annotations-prefix',
    explain: 'The controller reads annotations under its prefix only, and so does the conversion.',
  }),
  I2G2141: entry<{ configMap: string; key: string; because: string; closed: boolean }>({
    name: 'access-control-for-all-hosts',
    severity: 'error',
    message: (d) =>
      `${d.key} of ConfigMap ${d.configMap} is not converted: ${d.because}${d.closed ? '' : ', and the routes are open to whom it keeps out'}`,
    hint: (d) =>
      `if it counts for these hosts, pass --ingress-nginx-configmap ${d.configMap}; if it does not, ${d.closed ? 'leave it out of the inputs' : 'pass --suppress I2G2141'}`,
    explain:
      'The ConfigMap of the controller sets defaults for every host. Where nobody knows which ConfigMap is that of the controller, the routes answer with an error.',
  }),
  I2G2142: entry<{ alias: string; host: string }>({
    name: 'alias-redirected-as-its-host',
    severity: 'warning',
    message: (d) =>
      `http://${d.alias} is redirected to HTTPS wherever ${d.host} is; ingress-nginx redirects only the paths with force-ssl-redirect, as no certificate is known to cover ${d.alias}`,
    hint: () => 'add a certificate for the alias, or give it an Ingress of its own',
    explain: 'An alias is served by the routes of its host, which redirect plain HTTP or do not.',
  }),
  I2G2143: entry<{ annotation: string }>({
    name: 'default-issuer',
    severity: 'warning',
    message: (d) => `${d.annotation} is not carried over: nobody makes certificates for a Gateway by a default issuer`,
    hint: () =>
      'put cert-manager.io/cluster-issuer with the name of the default issuer on the Ingress, which is carried over to the Gateway, and convert it again',
    explain:
      'cert-manager has a default issuer for Ingresses with this annotation, and none for Gateways. A certificate that was made for an Ingress goes with it, and nobody renews it.',
  }),
  I2G2144: entry<object>({
    name: 'part-of-helm-release',
    severity: 'info',
    message: () => 'the Ingress is part of a Helm release, and what is printed is part of none',
    hint: () =>
      'put the printed objects into the chart in place of the Ingress, which the next upgrade would bring back otherwise',
    explain:
      'Helm marks what it has installed with annotations under meta.helm.sh. They are not carried over, as the release does not hold the new objects.',
  }),
  I2G2145: entry<{ field: string; meant?: string }>({
    name: 'unknown-field',
    severity: 'warning',
    message: (d) => `${d.field} is no field of an Ingress and has no effect`,
    hint: (d) => (d.meant === undefined ? undefined : `did you mean ${d.meant}?`),
    explain:
      'No version of the API has the field. kubectl refuses an Ingress with it, and a cluster that takes it drops the field: neither ingress-nginx nor this program reads it.',
  }),
  I2G2146: entry<{ host: string; start: string; path: string }>({
    name: 'paths-closed-beside',
    severity: 'warning',
    message: (d) =>
      `paths of ${d.host || 'any host'} that start with ${shortened(d.start)} are answered with an error where no earlier path takes them: ${shortened(d.path)} is guarded, and nobody can tell it from them`,
    hint: () => 'write the guarded path in another way',
    explain:
      'Where no match of the Gateway API takes the requests of a guarded path alone, one that takes more of them turns them away, so that none gets past the guard by another path.',
  }),
  I2G2147: entry<{ host: string; alias: string; of: string; closed: readonly string[] }>({
    name: 'host-hidden-by-alias',
    severity: 'warning',
    message: (d) =>
      `${d.host} never gets a request: the alias ${d.alias} of ${d.of} takes them all first${
        d.closed.length === 0 ? '' : `; its own aliases are answered with an error: ${some(d.closed)}`
      }`,
    hint: () => 'give the alias or the host another name if the host is to be served',
    explain:
      'A wildcard host is a regular expression to nginx, which compares names with the wildcards of aliases first, however short they are. A gateway would ask the longer name first.',
  }),
};

/** A path that people can read. */
const shortened = (path: string): string => (path.length > 80 ? `${path.slice(0, 40)}…` : path);
