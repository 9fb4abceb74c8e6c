/** How an estate that is made to be large is spread. */
export interface Spread {
  /** How many namespaces its Ingresses are in. */
  readonly namespaces: number;
  /** How many Ingresses share a host. */
  readonly perHost: number;
}

const annotations: readonly Readonly<Record<string, string>>[] = [
  { 'proxy-body-size': '8m', 'proxy-read-timeout': '120' },
  { 'enable-cors': 'true', 'cors-allow-origin': 'https://shop.example.com' },
  { 'allowlist-source-range': '10.0.0.0/8,192.168.0.0/16' },
  { 'backend-protocol': 'HTTPS', 'proxy-ssl-verify': 'off' },
  { 'rewrite-target': '/$2', 'use-regex': 'true' },
  { 'limit-rps': '20', 'proxy-connect-timeout': '5' },
  { 'ssl-redirect': 'false' },
  {},
];

/** About 1 kB of YAML: an Ingress with TLS, two paths and some annotations. */
function ingress(i: number, { namespaces, perHost }: Spread): string {
  const host = `app-${Math.floor(i / perHost)}.example.com`;
  const settings = Object.entries(annotations[Math.floor(i / perHost) % annotations.length] ?? {});
  const namespace = `team-${Math.floor(i / perHost) % namespaces}`;
  const isPattern = settings.some(([name]) => name === 'use-regex');
  const path = (service: string) => (isPattern ? `/${service}-${i}(/|$)(.*)` : `/${service}-${i}`);
  const backend = (service: string) => `      - path: ${path(service)}
        pathType: ${isPattern ? 'ImplementationSpecific' : 'Prefix'}
        backend:
          service:
            name: ${service}-${i}
            port:
              number: 8080
`;
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: app-${i}
  namespace: ${namespace}
  labels:
    app.kubernetes.io/name: app-${i}
    app.kubernetes.io/instance: app-${i}
    app.kubernetes.io/managed-by: Helm
    helm.sh/chart: app-1.2.3
  annotations:
    meta.helm.sh/release-name: app-${i}
    meta.helm.sh/release-namespace: ${namespace}
${settings.map(([name, value]) => `    nginx.ingress.kubernetes.io/${name}: "${value}"\n`).join('')}spec:
  ingressClassName: nginx
  tls:
  - hosts:
    - ${host}
    secretName: ${host.replaceAll('.', '-')}-tls
  rules:
  - host: ${host}
    http:
      paths:
${backend('web')}${backend('api')}`;
}

/** The text of an estate of so many Ingresses. */
export const estateText = (count: number, spread: Spread): string =>
  Array.from({ length: count }, (_, i) => ingress(i, spread)).join('---\n');
