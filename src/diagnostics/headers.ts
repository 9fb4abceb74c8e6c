import { entry } from './entry.ts';

/** 236x and 237x: what a provider says about headers, CORS and mirrors. */
export const headerEntries = {
  I2G2360: entry<{ entries: readonly string[]; left: number }>({
    name: 'origin-passed-over',
    severity: 'warning',
    message: (d) =>
      `ingress-nginx passes over ${d.entries.join(', ') || 'what is'} in cors-allow-origin, which is no origin${d.left > 0 ? '' : ': no page of another origin may read answers'}`,
    hint: () => 'write scheme://host or scheme://host:port',
    explain:
      'An origin is a scheme and a host, as https://shop.example.com. The controller leaves out other entries of the list; with none left it sends no CORS headers.',
  }),
  I2G2361: entry<{ target: string; because: string }>({
    name: 'mirror-without-place',
    severity: 'warning',
    message: (d) => `mirror-target ${d.target} sets up no mirror: ${d.because}`,
    hint: () => 'write a URL such as http://name.namespace.svc.cluster.local:80$request_uri',
    explain:
      'Copies of requests go to a URL. The value leads nowhere, or to a place that is known only when a request comes, so the output has no mirror.',
  }),
  I2G2362: entry<{ annotation: string; target: string }>({
    name: 'redirect-without-scheme',
    severity: 'warning',
    message: (d) =>
      `${d.annotation} ${d.target} has no scheme: ingress-nginx sends it as it stands, and browsers take it for a path beside the one that they asked for`,
    hint: (d) => `write https://${d.target}, or /${d.target} for a path of the host`,
    explain:
      'nginx completes a location that starts with a slash. Any other is sent as it is written, and a client reads one without a scheme as relative to the path of its request.',
  }),
  I2G2370: entry<{ setting: string; configMap: string }>({
    name: 'headers-unknown',
    severity: 'error',
    message: (d) =>
      `ConfigMap ${d.configMap} is not among the inputs, so the output lacks the headers that ${d.setting} names it for`,
    hint: () => 'add the ConfigMap to the inputs',
    explain:
      'The headers stand in a ConfigMap of their own. Without it nobody knows which they are, and what is served without them may lack what protects browsers, or what backends rely on.',
  }),
  I2G2371: entry<{ annotation: string; headers: readonly string[] }>({
    name: 'allowed-headers-assumed',
    severity: 'info',
    message: (d) =>
      `${d.headers.join(', ')} of ${d.annotation} ${d.headers.length === 1 ? 'is' : 'are'} taken to be allowed, as the ConfigMap of the controller is not among the inputs`,
    hint: () => 'add the ConfigMap of the controller to the inputs, or name it with --ingress-nginx-configmap',
    explain:
      'ingress-nginx answers 503 on every path of the Ingress where one header is not in global-allowed-response-headers. The output sets the headers.',
  }),
  I2G2372: entry<{ setting: string; lost: string; problem: string }>({
    name: 'value-not-convertible',
    severity: 'warning',
    message: (d) => `${d.setting} is lost: ${d.problem}, so ${d.lost}`,
    hint: () => 'write the value without it, or set it in the backend',
    explain:
      'The value holds something that only nginx can work out, such as a variable that tells of nginx itself. The route is served without what the value asks for.',
  }),
  I2G2373: entry<{ annotation: string; problem: string }>({
    name: 'nginx-refuses-value',
    severity: 'warning',
    message: (d) => `${d.annotation} is left out, as nginx refuses its whole configuration with it: ${d.problem}`,
    hint: () => 'mend or remove it: the controller has applied no change to any Ingress since it is there',
    explain:
      'The controller lets the value pass and nginx does not, so that nginx goes on with the configuration from before. The conversion leaves the value out.',
  }),
  I2G2374: entry<Record<never, never>>({
    name: 'forwarded-headers-of-a-proxy',
    severity: 'info',
    message: () =>
      'X-Forwarded headers, X-Real-IP and X-Request-ID stay as the proxy in front sends them, as use-forwarded-headers is "true"',
    hint: () => 'see that nobody but that proxy reaches the new gateway',
    explain:
      'ingress-nginx believes what a proxy in front of it says of the client, and hands it on. The new gateway hands it on without looking at it.',
  }),
};
