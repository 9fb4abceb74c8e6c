import { expect, test } from 'vitest';
import { gateway, http, https, object, route, rule } from './fixtures.ts';
import type { KubernetesObject } from './objects.ts';
import { agentgatewayProfile, gatewayApiProfile } from './profile.ts';
import { simulate } from './simulate.ts';

const request = { scheme: 'http', host: 'shop.example.com', path: '/cart' } as const;
const shop = [rule('/', 'shop')];

function backendOf(...objects: readonly KubernetesObject[]) {
  return simulate(objects, request).backend?.name;
}

test('a route reaches the listeners that its parentRefs name', () => {
  const listeners = gateway(http, { ...http, name: 'other', port: 8080 });
  const parent = (ref: object) => route('shop', shop, { parentRefs: [{ name: 'shop', ...ref }] });
  expect(backendOf(listeners, parent({}))).toBe('shop');
  expect(backendOf(listeners, parent({ sectionName: 'http' }))).toBe('shop');
  expect(backendOf(listeners, parent({ sectionName: 'other' }))).toBeUndefined();
  expect(backendOf(listeners, parent({ port: 80 }))).toBe('shop');
  expect(backendOf(listeners, parent({ port: 8080 }))).toBeUndefined();
  expect(backendOf(listeners, parent({ name: 'admin' }))).toBeUndefined();
  expect(backendOf(listeners, parent({ namespace: 'admin' }))).toBeUndefined();
});

test('a listener admits the namespaces and kinds that it allows', () => {
  const allowing = (allowedRoutes: object) => gateway({ ...http, allowedRoutes });
  const parentRefs = [{ name: 'shop', namespace: 'default' }];
  const foreign = route('shop', shop, { parentRefs }, { namespace: 'admin' });
  expect(backendOf(gateway(http), foreign)).toBeUndefined();
  expect(backendOf(allowing({ namespaces: { from: 'All' } }), foreign)).toBe('shop');
  expect(backendOf(allowing({ kinds: [{ kind: 'GRPCRoute' }] }), route('shop', shop))).toBeUndefined();
  expect(backendOf(allowing({ kinds: [] }), route('shop', shop))).toBe('shop');

  const selecting = (selector: object) => allowing({ namespaces: { from: 'Selector', selector } });
  const named = (name: string) => selecting({ matchLabels: { 'kubernetes.io/metadata.name': name } });
  expect(backendOf(named('admin'), foreign)).toBe('shop');
  expect(backendOf(named('docs'), foreign)).toBeUndefined();
  const admin = object('Namespace', 'admin', {}, { labels: { team: 'red' } });
  const teams = (operator: string, values: readonly string[] = []) =>
    backendOf(selecting({ matchExpressions: [{ key: 'team', operator, values }] }), foreign, admin);
  expect(teams('In', ['red'])).toBe('shop');
  expect(teams('In', ['blue'])).toBeUndefined();
  expect(teams('NotIn', ['red'])).toBeUndefined();
  expect(teams('Exists')).toBe('shop');
  expect(teams('DoesNotExist')).toBeUndefined();
});

test('a listener serves the hosts that it shares with the route', () => {
  const listener = gateway({ ...http, hostname: '*.example.com' });
  const statusFor = (host: string, ...hostnames: readonly string[]) =>
    simulate([listener, route('shop', shop, { hostnames })], { ...request, host }).status;
  expect(statusFor('shop.example.com')).toBe(200);
  expect(statusFor('SHOP.example.com:1234', 'shop.example.com')).toBe(200);
  expect(statusFor('admin.example.com', 'shop.example.com')).toBe(404);
  expect(statusFor('shop.example.org', 'shop.example.org')).toBe(404);
  expect(statusFor('example.com')).toBe(404);
});

test('a listener hides the routes of less specific listeners only when they are isolated', () => {
  const objects = [
    gateway({ ...http, name: 'any' }, { ...http, name: 'shop', hostname: 'shop.example.com' }),
    route('any', [rule('/', 'fallback')], { parentRefs: [{ name: 'shop', sectionName: 'any' }] }),
    route('shop', [rule('/cart', 'cart')], { parentRefs: [{ name: 'shop', sectionName: 'shop' }] }),
  ];
  const docs = { ...request, path: '/docs' };
  expect(simulate(objects, request)).toMatchObject({ backend: { name: 'cart' }, listener: 'default/shop/shop' });
  expect(simulate(objects, docs)).toMatchObject({ status: 404, listener: 'default/shop/shop' });
  expect(simulate(objects, docs, agentgatewayProfile).status).toBe(404);
  expect(simulate(objects, docs, { ...gatewayApiProfile, isolation: false }).backend?.name).toBe('fallback');
  expect(simulate(objects, { ...docs, host: 'admin.example.com' }).backend?.name).toBe('fallback');
});

test('nobody answers where nobody listens', () => {
  const objects = [gateway(http, { ...https, hostname: 'shop.example.com' }), route('shop', shop)];
  const refused = { status: 0, refused: true, responseHeaders: {} };
  expect(simulate(objects, { ...request, port: 8080 })).toEqual(refused);
  expect(simulate(objects, { ...request, scheme: 'https', port: 80 })).toEqual(refused);
  expect(simulate(objects, { ...request, scheme: 'https', host: 'admin.example.com' })).toEqual(refused);
  expect(simulate(objects, { ...request, scheme: 'https' }).status).toBe(200);
});

test('the most specific listener over all Gateways answers, unless the client goes to one of them', () => {
  const objects = [
    gateway(http),
    object('Gateway', 'admin', { listeners: [{ ...http, hostname: 'shop.example.com' }] }),
    route('shop', shop),
    route('admin', [rule('/', 'admin')], { parentRefs: [{ name: 'admin' }] }),
  ];
  expect(simulate(objects, request).backend?.name).toBe('admin');
  expect(simulate(objects, { ...request, gateway: 'default/shop' }).backend?.name).toBe('shop');
  const merging = { ...gatewayApiProfile, isolation: false };
  expect(simulate(objects.slice(0, 3), request, merging).status).toBe(404);
});

test('listeners that cannot be told apart are refused', () => {
  expect(simulate([gateway(http, { ...http, name: 'twin' }), route('shop', shop)], request).refused).toBe(true);
});

test('routes reach the listeners of a ListenerSet through the set alone', () => {
  const allowing = (from: string) =>
    object('Gateway', 'shop', { listeners: [https], allowedListeners: { namespaces: { from } } });
  const set = object('ListenerSet', 'extra', { parentRef: { name: 'shop' }, listeners: [http] });
  const onSet = route('shop', shop, { parentRefs: [{ kind: 'ListenerSet', name: 'extra' }] });
  expect(backendOf(allowing('Same'), set, onSet)).toBe('shop');
  expect(simulate([allowing('Same'), set, onSet], request).listener).toBe('default/extra/http');
  expect(backendOf(allowing('Same'), set, route('shop', shop))).toBeUndefined();
  expect(simulate([allowing('None'), set, onSet], request).refused).toBe(true);
  expect(simulate([gateway(https), set, onSet], request).refused).toBe(true);
});

test('a ListenerSet loses against its Gateway and against older sets', () => {
  const owner = object('Gateway', 'shop', { listeners: [https], allowedListeners: { namespaces: { from: 'All' } } });
  const set = (name: string, creationTimestamp: string) =>
    object('ListenerSet', name, { parentRef: { name: 'shop' }, listeners: [http, https] }, { creationTimestamp });
  const objects = [owner, set('a', '2026-02-01T00:00:00Z'), set('b', '2026-01-01T00:00:00Z')];
  expect(simulate(objects, request).listener).toBe('default/b/http');
  expect(simulate(objects, { ...request, scheme: 'https' }).listener).toBe('default/shop/https');
  const onLoser = route('shop', shop, { parentRefs: [{ kind: 'ListenerSet', name: 'a' }] });
  expect(simulate([...objects, onLoser], request, { ...gatewayApiProfile, isolation: false }).status).toBe(404);
});

test('a listener that passes TLS through serves no HTTPRoute', () => {
  const pass = { name: 'pass', port: 443, protocol: 'TLS', hostname: '*.example.com' };
  const objects = [
    gateway(pass, { ...https, hostname: 'shop.example.com' }),
    route('shop', shop, { parentRefs: [{ name: 'shop', sectionName: 'pass' }] }),
  ];
  const secure = { ...request, scheme: 'https' } as const;
  expect(simulate(objects, secure, { ...gatewayApiProfile, isolation: false }).status).toBe(404);
  expect(simulate(objects, { ...secure, host: 'admin.example.com' }).refused).toBe(true);
});

test('a TLSRoute takes the connection by its host alone', () => {
  const passthrough = { name: 'pass', port: 443, protocol: 'TLS', hostname: '*.example.com' };
  const tls = (hostname: string, backendRefs: readonly object[]) =>
    object('TLSRoute', 'shop', { parentRefs: [{ name: 'shop' }], hostnames: [hostname], rules: [{ backendRefs }] });
  const secure = { ...request, scheme: 'https' } as const;
  const refs = [{ name: 'shop', port: 8443 }];
  expect(simulate([gateway(passthrough), tls('shop.example.com', refs), route('http', shop)], secure)).toEqual({
    status: 200,
    backend: { kind: 'Service', namespace: 'default', name: 'shop', port: 8443 },
    upstream: { path: '/cart', host: 'shop.example.com', headers: {} },
    responseHeaders: {},
    rule: { route: 'default/shop' },
    listener: 'default/shop/pass',
  });
  const any = { ...tls('*.example.com', [{ name: 'any', port: 443 }]), metadata: { name: 'any' } };
  expect(simulate([gateway(passthrough), any, tls('shop.example.com', refs)], secure).backend?.name).toBe('shop');
  const twin = { ...tls('shop.example.com', [{ name: 'twin', port: 443 }]), metadata: { name: 'a' } };
  expect(simulate([gateway(passthrough), tls('shop.example.com', refs), twin], secure).backend?.name).toBe('twin');
  expect(simulate([gateway(passthrough), tls('admin.example.com', refs)], secure).refused).toBe(true);
  expect(simulate([gateway(passthrough), tls('shop.example.com', [])], secure).refused).toBe(true);
});
