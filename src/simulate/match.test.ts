import { expect, test } from 'vitest';
import { gateway, http, route } from './fixtures.ts';
import type { HttpMatch } from './route-spec.ts';
import { simulate } from './simulate.ts';

function isServed(match: HttpMatch, path: string, rest: { method?: string; headers?: Record<string, string> } = {}) {
  const objects = [gateway(http), route('docs', [{ matches: [match], backendRefs: [{ name: 'docs', port: 80 }] }])];
  return simulate(objects, { scheme: 'http', host: 'docs.example.com', path, ...rest }).status === 200;
}

test.each([
  ['Exact', '/one', '/one', true],
  ['Exact', '/one', '/one?x=/two', true],
  ['Exact', '/one', '/one/', false],
  ['Exact', '/one', '/One', false],
  ['PathPrefix', '/', '/anything', true],
  ['PathPrefix', '/one', '/one', true],
  ['PathPrefix', '/one', '/one/two', true],
  ['PathPrefix', '/one', '/onetwo', false],
  ['PathPrefix', '/one', '/ONE', false],
  ['PathPrefix', '/one/', '/one', true],
  ['PathPrefix', '/one/', '/one/two', true],
  ['RegularExpression', '/one/\\d+', '/one/23', true],
  ['RegularExpression', '/one/\\d', '/one/23', false],
  ['RegularExpression', '/one', '/two/one', false],
  ['RegularExpression', '(?i)/ONE.*', '/one?x', true],
] as const)('%s %s for %s: %s', (type, value, path, expected) => {
  expect(isServed({ path: { type, value } }, path)).toBe(expected);
});

test('a header is found whatever the case of its name, and compared as a whole', () => {
  const tenant = (value: string, type?: 'RegularExpression') => ({
    headers: [{ name: 'X-Tenant', value, ...(type && { type }) }],
  });
  const headers = { 'x-tenant': 'red-1' };
  expect(isServed(tenant('red-1'), '/', { headers })).toBe(true);
  expect(isServed(tenant('Red-1'), '/', { headers })).toBe(false);
  expect(isServed(tenant('red-1'), '/')).toBe(false);
  expect(isServed(tenant('red-.', 'RegularExpression'), '/', { headers })).toBe(true);
  expect(isServed(tenant('red', 'RegularExpression'), '/', { headers })).toBe(false);
  expect(isServed(tenant('.*', 'RegularExpression'), '/')).toBe(false);
});

test('of two conditions on one header the first counts', () => {
  const headers = [
    { name: 'X-Tenant', value: 'red' },
    { name: 'x-tenant', value: 'blue' },
  ];
  expect(isServed({ headers }, '/', { headers: { 'x-tenant': 'red' } })).toBe(true);
  expect(isServed({ headers }, '/', { headers: { 'x-tenant': 'blue' } })).toBe(false);
});

test('query parameters are compared with the case of their names', () => {
  const match = { queryParams: [{ name: 'lang', value: 'en us' }] };
  expect(isServed(match, '/?x=1&lang=en%20us')).toBe(true);
  expect(isServed(match, '/?Lang=en%20us')).toBe(false);
  expect(isServed(match, '/?lang=en')).toBe(false);
  expect(isServed(match, '/?lang=en%20us&lang=de')).toBe(true);
});

test('HEAD is not GET', () => {
  expect(isServed({ method: 'GET' }, '/')).toBe(true);
  expect(isServed({ method: 'GET' }, '/', { method: 'HEAD' })).toBe(false);
});

test('all conditions of a match must hold, and any match will do', () => {
  const match: HttpMatch = { path: { value: '/docs' }, method: 'GET' };
  expect(isServed(match, '/docs')).toBe(true);
  expect(isServed(match, '/docs', { method: 'POST' })).toBe(false);
  expect(isServed(match, '/cart')).toBe(false);
  const matches = [match, { path: { type: 'Exact', value: '/cart' } } as const];
  const objects = [gateway(http), route('docs', [{ matches, backendRefs: [{ name: 'docs', port: 80 }] }])];
  expect(simulate(objects, { scheme: 'http', host: 'docs.example.com', path: '/cart' }).status).toBe(200);
});
