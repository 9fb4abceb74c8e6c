import { expect, test } from 'vitest';
import { gateway, http, object, policy, route } from './fixtures.ts';
import type { KubernetesObject } from './objects.ts';
import type { BackendRef } from './route-spec.ts';
import { backends, simulate } from './simulate.ts';

const request = { scheme: 'http', host: 'shop.example.com', path: '/cart' } as const;

function shop(backendRefs: readonly BackendRef[] | undefined, ...others: readonly KubernetesObject[]) {
  return [gateway(http), route('shop', [{ name: 'all', ...(backendRefs && { backendRefs }) }]), ...others];
}

test('the random number picks among the weights', () => {
  const objects = shop([
    { name: 'shop', port: 80, weight: 3 },
    { name: 'never', port: 80, weight: 0 },
    { name: 'canary', port: 81 },
  ]);
  const picked = (random: number) => simulate(objects, { ...request, random }).backend?.name;
  expect([0, 0.74, 0.75, 1].map(picked)).toEqual(['shop', 'shop', 'canary', 'canary']);
  const service = { kind: 'Service', namespace: 'default' };
  expect(backends(objects, request)).toEqual([
    { weight: 3, backend: { ...service, name: 'shop', port: 80 } },
    { weight: 1, backend: { ...service, name: 'canary', port: 81 } },
  ]);
});

test('a rule that has nowhere to go answers 500', () => {
  expect(simulate(shop(undefined), request).status).toBe(500);
  expect(simulate(shop([]), request)).toMatchObject({ status: 500, rule: { route: 'default/shop', name: 'all' } });
  expect(simulate(shop([{ name: 'shop', port: 80, weight: 0 }]), request).status).toBe(500);
  expect(simulate(shop([{ name: 'shop' }]), request).status).toBe(500);
  expect(simulate(shop([{ kind: 'Bucket', name: 'shop', port: 80 }]), request).status).toBe(500);
});

test('an invalid reference fails its share of the requests', () => {
  const objects = shop([
    { name: 'shop', port: 80 },
    { kind: 'AgentgatewayBackend', name: 'missing' },
  ]);
  expect([0.4, 0.6].map((random) => simulate(objects, { ...request, random }).status)).toEqual([200, 500]);
  expect(backends(objects, request)).toEqual([{ weight: 1, backend: expect.anything() }, { weight: 1 }]);
});

test('a Service of another namespace needs a grant there', () => {
  const ref = { name: 'pages', namespace: 'docs', port: 80 };
  const grant = (from: object = {}, to: object = {}, namespace = 'docs') =>
    object(
      'ReferenceGrant',
      'shop',
      {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'default', ...from }],
        to: [{ group: '', kind: 'Service', ...to }],
      },
      { namespace },
    );
  const statusWith = (...grants: readonly KubernetesObject[]) => simulate(shop([ref], ...grants), request).status;
  expect(statusWith()).toBe(500);
  expect(statusWith(grant())).toBe(200);
  expect(statusWith(grant({}, { name: 'pages' }))).toBe(200);
  expect(statusWith(grant({}, { name: 'other' }))).toBe(500);
  expect(statusWith(grant({ namespace: 'admin' }))).toBe(500);
  expect(statusWith(grant({ kind: 'GRPCRoute' }))).toBe(500);
  expect(statusWith(grant({}, { kind: 'Secret' }))).toBe(500);
  expect(statusWith(grant({}, {}, 'admin'))).toBe(500);
});

test('the filters of a backendRef apply to its requests', () => {
  const objects = shop([
    { name: 'shop', port: 80 },
    {
      name: 'canary',
      port: 80,
      filters: [
        { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'X-Canary', value: '1' }] } },
        { type: 'ResponseHeaderModifier', responseHeaderModifier: { set: [{ name: 'X-By', value: 'canary' }] } },
      ],
    },
  ]);
  expect(simulate(objects, { ...request, random: 0 })).toMatchObject({
    upstream: { headers: {} },
    responseHeaders: {},
  });
  expect(simulate(objects, { ...request, random: 0.9 })).toMatchObject({
    upstream: { headers: { 'x-canary': '1' } },
    responseHeaders: { 'x-by': 'canary' },
  });
  const unknown = [{ type: 'ExtensionRef' }];
  expect(simulate(shop([{ name: 'shop', port: 80, filters: unknown }]), request).status).toBe(500);
});

test('a backend with a name of its own receives that name, unless the route forbids or says another', () => {
  const backend = (host: string) => object('AgentgatewayBackend', 'api', { static: { host, port: 8080 } });
  const ref = { group: 'agentgateway.dev', kind: 'AgentgatewayBackend', name: 'api' };
  const answer = simulate(shop([ref], backend('api.internal')), request);
  expect(answer.backend).toEqual({ kind: 'AgentgatewayBackend', namespace: 'default', name: 'api', port: 8080 });
  expect(answer.upstream?.host).toBe('api.internal');
  expect(simulate(shop([ref], backend('10.0.0.7')), request).upstream?.host).toBe('shop.example.com');

  const keeps = policy('keeps', { kind: 'HTTPRoute', name: 'shop' }, { hostRewrite: { mode: 'None' } });
  expect(simulate(shop([ref], backend('api.internal'), keeps), request).upstream?.host).toBe('shop.example.com');
  const filters = [{ type: 'URLRewrite', urlRewrite: { hostname: 'vhost' } }];
  const rewriting = [gateway(http), route('shop', [{ filters, backendRefs: [ref] }]), backend('api.internal')];
  expect(simulate(rewriting, request).upstream?.host).toBe('vhost');
  expect(simulate(shop([{ ...ref, filters }], backend('api.internal')), request).upstream?.host).toBe('vhost');
});

test('a gateway that answers by itself reaches no backend', () => {
  expect(backends([gateway(http)], request)).toEqual([]);
  expect(backends([], request)).toEqual([]);
});
