import type { JsonValue } from '../read/manifest.ts';
import type { JsonObject } from './schema.ts';

const gatewayApi = 'gateway.networking.k8s.io/v1';
const service = { name: 'shop', port: 80 };

/**
 * Objects for the recorded verdicts of the Kubernetes validator. The record keeps only the titles of what
 * was judged: these objects are written after the titles.
 */
export const verifiedCases: { readonly [title: string]: JsonObject } = {
  'match headers: same name twice (exact same case)': matching({ headers: [header('x', '1'), header('x', '2')] }),
  'match headers: X-Foo and x-foo': matching({ headers: [header('X-Foo', '1'), header('x-foo', '2')] }),
  'path Exact value ""': path('Exact', ''),
  'path PathPrefix "/foo/"': path('PathPrefix', '/foo/'),
  'path Exact "/a//b"': path('Exact', '/a//b'),
  ...each(['/a%2Fb', '/a b', '/é', '/a|b', '/a(b)', '/a{b}', '/a?b=c', '/.well-known/x', '/a/..b'], (value) => [
    `path "${value}"`,
    path('PathPrefix', value),
  ]),
  ...each(['(?i)^/foo(/|$)(.*)', '', '[bad'], (value) => [`regex path "${value}"`, path('RegularExpression', value)]),

  'URLRewrite ReplacePrefixMatch "" + PathPrefix': rewriting(prefix(''), [match('PathPrefix')]),
  'URLRewrite ReplacePrefixMatch with 2 matches': rewriting(prefix('/'), [match('PathPrefix'), match('PathPrefix')]),
  'URLRewrite ReplacePrefixMatch with Exact match': rewriting(prefix('/'), [match('Exact')]),
  'URLRewrite ReplacePrefixMatch with no matches (default /)': rule({ filters: [rewrite(prefix('/'))] }),
  'URLRewrite ReplaceFullPath with 2 matches': rewriting(full('/'), [match('Exact'), match('Exact')]),
  'RequestRedirect + backendRefs': rule({ filters: [redirect({})], backendRefs: [service] }),
  'RequestRedirect + backendRefs: []': rule({ filters: [redirect({})], backendRefs: [] }),
  'RequestRedirect + ResponseHeaderModifier': filters(redirect({}), responseHeaders({ remove: ['x'] })),
  'redirect statusCode 305': filters(redirect({ statusCode: 305 })),
  'redirect statusCode 308': filters(redirect({ statusCode: 308 })),
  'redirect hostname "e.com:8080"': filters(redirect({ hostname: 'e.com:8080' })),
  'redirect replaceFullPath "/a?b=c#d"': filters(redirect({ path: full('/a?b=c#d') })),
  'redirect empty {}': filters(redirect({})),
  'redirect + URLRewrite': filters(redirect({}), rewrite(full('/'))),

  'rule with no backendRefs, no filters': rule({}),
  'rules: []': httpRoute({ rules: [] }),
  'rules omitted': httpRoute({}),
  '16 rules ok': httpRoute({ rules: times(16, {}) }),
  '17 rules': httpRoute({ rules: times(17, {}) }),
  '64 matches in a rule': rule({ matches: times(64, {}) }),
  '65 matches in a rule': rule({ matches: times(65, {}) }),
  '128 total matches (2x64)': httpRoute({ rules: times(2, { matches: times(64, {}) }) }),
  '129 total matches (2x64+default 1)': httpRoute({ rules: [...times(2, { matches: times(64, {}) }), {}] }),
  'hostnames 16': httpRoute({ hostnames: times(16, 'shop.example') }),
  'hostnames 17': httpRoute({ hostnames: times(17, 'shop.example') }),
  ...each(['Foo.com', '1.2.3.4', '*', '*.com', 'a.*.com', 'foo_bar.com', 'foo.com.'], (name) => [
    `hostnames "${name}"`,
    httpRoute({ hostnames: [name] }),
  ]),
  'hostnames duplicate': httpRoute({ hostnames: times(2, 'shop.example') }),
  'rule names duplicate': httpRoute({ rules: times(2, { name: 'shop' }) }),
  'rule name "Foo"': rule({ name: 'Foo' }),
  'parentRefs same gw, sectionName a & none': parents({ sectionName: 'a' }, {}),
  'parentRefs same gw, sectionName a & b': parents({ sectionName: 'a' }, { sectionName: 'b' }),
  'parentRefs same gw, port 80 & 443': parents({ port: 80 }, { port: 443 }),
  'parentRefs same gw, namespace omitted & explicit own ns': parents({}, { namespace: 'default' }),
  'parentRefs Gateway g + ListenerSet g': parents({}, { kind: 'ListenerSet' }),
  '33 parentRefs': parents(...numbered(33, (i) => ({ name: `shop-${i}` }))),

  'backendRef Service without port': rule({ backendRefs: [{ name: 'shop' }] }),
  'backendRef custom kind without port': rule({ backendRefs: [{ name: 'shop', group: 'example.com', kind: 'Shop' }] }),
  'backendRef duplicate same service': rule({ backendRefs: [service, service] }),
  'weight 1000001': rule({ backendRefs: [{ ...service, weight: 1000001 }] }),
  'all weights 0': rule({ backendRefs: times(2, { ...service, weight: 0 }) }),
  '17 backendRefs': rule({ backendRefs: times(17, service) }),
  'method get': matching({ method: 'get' }),
  'queryParam name "a[b]"': matching({ queryParams: [header('a[b]', 'x')] }),
  'queryParam value ""': matching({ queryParams: [header('a', '')] }),
  'timeouts request "0s" backendRequest "10s"': rule({ timeouts: { request: '0s', backendRequest: '10s' } }),
  'timeouts backend > request': rule({ timeouts: { request: '5s', backendRequest: '10s' } }),
  ...each(['1.5s', '100000s', '99999s', '1m30s', '60'], (request) => [
    `timeouts "${request}"`,
    rule({ timeouts: { request } }),
  ]),

  'header set value "a  b" (2 spaces)': setting(header('x', 'a  b')),
  ...each(['é', '', 'a b; c=d', ' a'], (value) => [`header set value "${value}"`, setting(header('x', value))]),
  '17 set headers': filters(requestHeaders({ set: numbered(17, (i) => header(`x${i}`, 'a')) })),
  '2 RequestHeaderModifier filters': filters(requestHeaders({ remove: ['x'] }), requestHeaders({ remove: ['x'] })),
  '2 RequestMirror filters': filters(...times(2, { type: 'RequestMirror', requestMirror: { backendRef: service } })),
  'header same name in set and add': filters(requestHeaders({ set: [header('x', 'a')], add: [header('x', 'a')] })),
  'header name "Host" set': setting(header('Host', 'shop.example')),
  ...each(
    ['https://*.a.com:8443', 'http://*', 'https://a*.com', 'null', 'https://a.com/', 'capacitor://localhost'],
    (origin) => [`cors origin "${origin}"`, cors({ allowOrigins: [origin] })],
  ),
  'cors origins * + a': cors({ allowOrigins: ['*', 'https://a.com'] }),
  'cors maxAge 0': cors({ maxAge: 0 }),
  'cors allowHeaders ["*"]': cors({ allowHeaders: ['*'] }),
  'cors {}': cors({}),
  'cors + allowCredentials false': cors({ allowCredentials: false }),
  'externalAuth HTTP w/o http{}': filters(externalAuth({})),
  'externalAuth HTTP http{}': filters(externalAuth({ http: {} })),
  'retry codes 499': rule({ retry: { codes: [499] } }),
  'retry codes 399': rule({ retry: { codes: [399] } }),
  'retry attempts 0': rule({ retry: { attempts: 0 } }),
  'retry dup codes': rule({ retry: { codes: [500, 500] } }),
  'sessionPersistence header + cookieConfig': rule({
    sessionPersistence: { sessionName: 'x', type: 'Header', cookieConfig: { lifetimeType: 'Session' } },
  }),
  'sessionPersistence sessionName only': rule({ sessionPersistence: { sessionName: 'x' } }),
  'sessionPersistence v1.7-style cookie.name': rule({ sessionPersistence: { cookie: { name: 'x' } } }),

  'GW HTTPS without tls': gateway([listener('HTTPS', 443)]),
  'GW HTTPS tls {}': gateway([{ ...listener('HTTPS', 443), tls: {} }]),
  'GW HTTPS tls options only': gateway([{ ...listener('HTTPS', 443), tls: { options: { 'example.com/x': 'y' } } }]),
  'GW HTTPS Passthrough': gateway([{ ...listener('HTTPS', 443), tls: { mode: 'Passthrough' } }]),
  'GW TLS no tls': gateway([listener('TLS', 443)]),
  'GW TLS Passthrough': gateway([{ ...listener('TLS', 443), tls: { mode: 'Passthrough' } }]),
  'GW HTTP+HTTPS same port/hostname': gateway([listener('HTTP', 80, 'a'), listener('HTTPS', 80, 'b')]),
  'GW same port+protocol+hostname': gateway([listener('HTTP', 80, 'a'), listener('HTTP', 80, 'b')]),
  'GW duplicate names': gateway([listener('HTTP', 80), listener('HTTP', 81)]),
  'GW 64 listeners': gateway(numbered(64, (i) => listener('HTTP', 8000 + i, `a${i}`))),
  'GW 65 listeners': gateway(numbered(65, (i) => listener('HTTP', 8000 + i, `a${i}`))),
  'GW 0 listeners': gateway([]),
  'GW hostname ""': gateway([{ ...listener('HTTP', 80), hostname: '' }]),
  'GW TCP with hostname': gateway([{ ...listener('TCP', 80), hostname: 'shop.example' }]),
  'GW port 0': gateway([listener('HTTP', 0)]),
  'GW tls.frontend without default': gateway([listener('HTTP', 80)], { tls: { frontend: { perPort: [perPort()] } } }),
  'GW tls.frontend default {} + perPort': gateway([listener('HTTP', 80)], {
    tls: { frontend: { default: {}, perPort: [perPort()] } },
  }),
  'GW tls.backend clientCertificateRef': gateway([listener('HTTP', 80)], {
    tls: { backend: { clientCertificateRef: { name: 'shop' } } },
  }),
  'GW defaultScope All': gateway([listener('HTTP', 80)], { defaultScope: 'All' }),

  'BTP hostname "*.a.com"': backendTls({ hostname: '*.a.com' }),
  'BTP hostname IP "10.0.0.1"': backendTls({ hostname: '10.0.0.1' }),
  'BTP none of CA': backendTls({ wellKnownCACertificates: null }),
  'BTP caRefs [] + System': backendTls({ caCertificateRefs: [] }),
  'BTP both': backendTls({ caCertificateRefs: [caRef('ConfigMap')] }),
  'BTP caRef Secret': backendTls({ caCertificateRefs: [caRef('Secret')], wellKnownCACertificates: null }),
  'BTP caRef with namespace (pruned)': backendTls({
    caCertificateRefs: [{ ...caRef('ConfigMap'), namespace: 'docs' }],
    wellKnownCACertificates: null,
  }),
  'BTP SAN wildcard hostname': backendTls({ subjectAltNames: [{ type: 'Hostname', hostname: '*.a.com' }] }),
  'BTP 6 SANs': backendTls({ subjectAltNames: times(6, { type: 'Hostname', hostname: 'a.com' }) }),
  'BTP targetRefs svc + svc:section': backendTls({}, [{}, { sectionName: 'http' }]),
  'BTP hostname missing': backendTls({ hostname: null }),
  'BTP wellKnown "none"': backendTls({ wellKnownCACertificates: 'none' }),
  'TLSRoute no hostnames': object(gatewayApi, 'TLSRoute', { rules: [{ backendRefs: [service] }] }),
  'TLSRoute 2 rules': object(gatewayApi, 'TLSRoute', {
    hostnames: ['a.com'],
    rules: times(2, { backendRefs: [service] }),
  }),
  'TLSRoute hostname IP': object(gatewayApi, 'TLSRoute', {
    hostnames: ['10.0.0.1'],
    rules: [{ backendRefs: [service] }],
  }),
  'TCPRoute 2 rules': object(gatewayApi, 'TCPRoute', { rules: times(2, { backendRefs: [service] }) }),
  'XBackend port.name "https"': backend({ port: { name: 'https' } }),
  'XBackend no port.name': backend({}),
  'XBackend TLS ServerOnly': backend({ tls: { mode: 'ServerOnly', validation: validation({}) } }),
  'XBackend TLS None w/o validation': backend({ tls: { mode: 'None' } }),
};

function object(apiVersion: string, kind: string, spec: JsonObject): JsonObject {
  return { apiVersion, kind, metadata: { name: 'shop', namespace: 'default' }, spec };
}

function httpRoute(spec: JsonObject): JsonObject {
  return object(gatewayApi, 'HTTPRoute', spec);
}

function parents(...refs: readonly JsonObject[]): JsonObject {
  return httpRoute({ parentRefs: refs.map((ref) => ({ name: 'gateway', ...ref })) });
}

function rule(fields: JsonObject): JsonObject {
  return httpRoute({ rules: [fields] });
}

function matching(fields: JsonObject): JsonObject {
  return rule({ matches: [fields], backendRefs: [service] });
}

function path(type: string, value: string): JsonObject {
  return matching({ path: { type, value } });
}

function match(type: string): JsonObject {
  return { path: { type, value: '/shop' } };
}

function rewriting(to: JsonObject, matches: readonly JsonObject[]): JsonObject {
  return rule({ matches, filters: [rewrite(to)] });
}

function filters(...all: readonly JsonObject[]): JsonObject {
  return rule({ filters: all });
}

function setting(field: JsonObject): JsonObject {
  return filters(responseHeaders({ set: [field] }));
}

function header(name: string, value: string): JsonObject {
  return { name, value };
}

function requestHeaders(requestHeaderModifier: JsonObject): JsonObject {
  return { type: 'RequestHeaderModifier', requestHeaderModifier };
}

function responseHeaders(responseHeaderModifier: JsonObject): JsonObject {
  return { type: 'ResponseHeaderModifier', responseHeaderModifier };
}

function redirect(requestRedirect: JsonObject): JsonObject {
  return { type: 'RequestRedirect', requestRedirect };
}

function rewrite(to: JsonObject): JsonObject {
  return { type: 'URLRewrite', urlRewrite: { path: to } };
}

function prefix(replacePrefixMatch: string): JsonObject {
  return { type: 'ReplacePrefixMatch', replacePrefixMatch };
}

function full(replaceFullPath: string): JsonObject {
  return { type: 'ReplaceFullPath', replaceFullPath };
}

function cors(fields: JsonObject): JsonObject {
  return filters({ type: 'CORS', cors: fields });
}

function externalAuth(fields: JsonObject): JsonObject {
  return { type: 'ExternalAuth', externalAuth: { protocol: 'HTTP', backendRef: service, ...fields } };
}

function gateway(listeners: readonly JsonObject[], fields: JsonObject = {}): JsonObject {
  return object(gatewayApi, 'Gateway', { gatewayClassName: 'shop', listeners, ...fields });
}

function listener(protocol: string, port: number, name = 'a'): JsonObject {
  return { name, port, protocol };
}

function perPort(): JsonObject {
  return { port: 443, tls: { validation: { caCertificateRefs: [caRef('ConfigMap')] } } };
}

function caRef(kind: string): JsonObject {
  return { group: '', kind, name: 'shop-ca' };
}

// A null in `fields` takes the field away, on the server as in `judge`.
function validation(fields: JsonObject): JsonObject {
  return { hostname: 'shop.example', wellKnownCACertificates: 'System', ...fields };
}

function backendTls(fields: JsonObject, targets: readonly JsonObject[] = [{}]): JsonObject {
  const targetRefs = targets.map((target) => ({ group: '', kind: 'Service', name: 'shop', ...target }));
  return object(gatewayApi, 'BackendTLSPolicy', { targetRefs, validation: validation(fields) });
}

function backend(fields: { readonly port?: JsonObject; readonly tls?: JsonObject }): JsonObject {
  return object('gateway.networking.x-k8s.io/v1alpha1', 'XBackend', {
    type: 'ExternalHostname',
    externalHostname: { hostname: 'shop.example' },
    protocol: 'HTTP',
    ...fields,
    port: { port: 443, ...fields.port },
  });
}

function times<T extends JsonValue>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

function numbered(count: number, make: (i: number) => JsonObject): JsonObject[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

function each(values: readonly string[], make: (value: string) => [string, JsonObject]): Record<string, JsonObject> {
  return Object.fromEntries(values.map(make));
}
