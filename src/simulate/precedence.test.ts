import { expect, test } from 'vitest';
import { gateway, http, object, route, rule } from './fixtures.ts';
import type { KubernetesObject } from './objects.ts';
import { agentgatewayProfile, gatewayApiProfile, type Profile } from './profile.ts';
import type { HttpMatch, HttpRule } from './route-spec.ts';
import { simulate } from './simulate.ts';

const request = { scheme: 'http', host: 'shop.example.com', path: '/docs/guide?lang=en' } as const;

function to(service: string, match: HttpMatch): HttpRule {
  return { matches: [match], backendRefs: [{ name: service, port: 80 }] };
}

function winner(rules: readonly HttpRule[], profile?: Profile) {
  return simulate([gateway(http), route('shop', rules)], { ...request, headers: { a: '1', b: '2' } }, profile).backend
    ?.name;
}

const path = (type: 'Exact' | 'PathPrefix' | 'RegularExpression', value: string) => ({ path: { type, value } });

test.each<[string, HttpMatch, HttpMatch]>([
  ['an exact path before a prefix', path('Exact', '/docs/guide'), path('PathPrefix', '/docs/guide')],
  ['a longer prefix before a shorter', path('PathPrefix', '/docs'), path('PathPrefix', '/')],
  ['a longer prefix before a method', path('PathPrefix', '/docs'), { method: 'GET' }],
  ['a method before headers', { method: 'GET' }, { headers: [{ name: 'A', value: '1' }] }],
  [
    'more headers before fewer',
    {
      headers: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    },
    { headers: [{ name: 'A', value: '1' }] },
  ],
  [
    'headers before query parameters',
    { headers: [{ name: 'A', value: '1' }] },
    { queryParams: [{ name: 'lang', value: 'en' }] },
  ],
  ['query parameters before none', { queryParams: [{ name: 'lang', value: 'en' }] }, {}],
])('%s', (_, first, second) => {
  expect(winner([to('second', second), to('first', first)])).toBe('first');
  expect(winner([to('first', first), to('second', second)])).toBe('first');
});

test('a trailing slash does not lengthen a prefix', () => {
  expect(winner([to('bare', path('PathPrefix', '/docs')), to('slash', path('PathPrefix', '/docs/'))])).toBe('bare');
});

test('a regular expression ranks as the profile says', () => {
  const rules = [to('prefix', path('PathPrefix', '/docs')), to('regex', path('RegularExpression', '/docs/.*'))];
  expect(winner(rules, gatewayApiProfile)).toBe('prefix');
  expect(winner(rules, agentgatewayProfile)).toBe('regex');
  const above = { ...gatewayApiProfile, pathRank: { ...gatewayApiProfile.pathRank, RegularExpression: 2.5 } };
  expect(winner(rules, above)).toBe('regex');
  const shorter = [to('prefix', path('PathPrefix', '/docs/guide')), to('regex', path('RegularExpression', '/docs.*'))];
  expect(winner(shorter, agentgatewayProfile)).toBe('prefix');
});

function between(...routes: readonly KubernetesObject[]) {
  return simulate([gateway(http), ...routes], request).backend?.name;
}

test('the older route wins, then the first by name, then the first rule', () => {
  const made = (name: string, year?: string) =>
    route(name, [rule('/', name)], {}, year === undefined ? {} : { creationTimestamp: `${year}-01-01T00:00:00Z` });
  expect(between(made('a', '2026'), made('b', '2025'))).toBe('b');
  expect(between(made('a'), made('b', '2026'))).toBe('b');
  expect(between(made('b'), made('a'))).toBe('a');
  expect(winner([rule('/', 'first'), rule('/', 'second')])).toBe('first');
});

test('a more specific host comes before a longer path', () => {
  const any = route('any', [rule('/docs', 'any')], { hostnames: ['*.example.com'] });
  const exact = route('exact', [rule('/', 'exact')], { hostnames: ['shop.example.com'] });
  expect(between(any, exact)).toBe('exact');
  const one = route('one', [rule('/docs', 'one')]);
  expect(between(one, route('two', [rule('/', 'two')], { hostnames: ['*.example.com'] }))).toBe('two');
});

test('a less specific host is tried next only with fall-through', () => {
  const objects = [
    gateway(http),
    route('any', [rule('/docs', 'any')], { hostnames: ['*.example.com'] }),
    route('exact', [rule('/cart', 'exact')], { hostnames: ['shop.example.com'] }),
  ];
  expect(simulate(objects, request, gatewayApiProfile).backend?.name).toBe('any');
  expect(simulate(objects, request, agentgatewayProfile).backend?.name).toBe('any');
  expect(simulate(objects, request, { ...gatewayApiProfile, hostFallthrough: false }).status).toBe(404);
});

test('a GRPCRoute competes with HTTPRoutes by the path that its method is', () => {
  const grpc = (method: object) =>
    object('GRPCRoute', 'docs', {
      parentRefs: [{ name: 'shop' }],
      rules: [{ matches: [{ method }], backendRefs: [{ name: 'grpc', port: 80 }] }],
    });
  const call = (method: object, path: string) => {
    const objects = [gateway(http), route('shop', [rule('/', 'web')]), grpc(method)];
    return simulate(objects, { ...request, path, method: 'POST' }, agentgatewayProfile).backend?.name;
  };
  expect(call({ service: 'docs.Pages', method: 'Read' }, '/docs.Pages/Read')).toBe('grpc');
  expect(call({ service: 'docs.Pages', method: 'Read' }, '/docs.Pages/Write')).toBe('web');
  expect(call({ service: 'docs.Pages' }, '/docs.Pages/Write')).toBe('grpc');
  expect(call({ service: 'docs.Pages' }, '/docs.PagesOld/Write')).toBe('web');
  expect(call({ type: 'RegularExpression', service: 'docs\\..*' }, '/docs.Pages/Read')).toBe('grpc');
  expect(call({ type: 'RegularExpression', service: 'docs\\..*' }, '/admin.Pages/Read')).toBe('web');
  expect(call({ method: 'Read' }, '/docs.Pages/Read')).toBe('grpc');
  expect(call({ method: 'Read' }, '/docs.Pages/Write')).toBe('web');
  expect(call({}, '/docs.Pages/Read')).toBe('grpc');
});
