import { expect, test } from 'vitest';
import { gateway, http, https, route } from './fixtures.ts';
import { agentgatewayProfile, gatewayApiProfile, type Profile } from './profile.ts';
import type { Cors, Filter, PathType, RequestRedirect, UrlRewrite } from './route-spec.ts';
import { simulate } from './simulate.ts';

const request = { scheme: 'http', host: 'shop.example.com', path: '/' } as const;

function filtered(
  filters: readonly Filter[],
  rest: object = {},
  profile: Profile = gatewayApiProfile,
  value = '/',
  type: PathType = 'PathPrefix',
) {
  const rule = { matches: [{ path: { type, value } }], filters, backendRefs: [{ name: 'shop', port: 80 }] };
  const objects = [gateway(http, { ...http, name: 'alt', port: 8080 }, https), route('shop', [rule])];
  return simulate(objects, { ...request, ...rest }, profile);
}

function redirect(requestRedirect: RequestRedirect, rest: object = {}, profile?: Profile) {
  return filtered([{ type: 'RequestRedirect', requestRedirect }], rest, profile).location;
}

function rewrite(urlRewrite: UrlRewrite, path: string, prefix: string, profile?: Profile) {
  return filtered([{ type: 'URLRewrite', urlRewrite }], { path }, profile, prefix).upstream?.path;
}

test.each([
  ['/foo/bar', '/foo', '/xyz', '/xyz/bar'],
  ['/foo/bar', '/foo', '/xyz/', '/xyz/bar'],
  ['/foo/bar', '/foo/', '/xyz', '/xyz/bar'],
  ['/foo/bar', '/foo/', '/xyz/', '/xyz/bar'],
  ['/foo', '/foo', '/xyz', '/xyz'],
  ['/foo/', '/foo', '/xyz', '/xyz/'],
  ['/foo/bar', '/foo', '', '/bar'],
  ['/foo/', '/foo', '', '/'],
  ['/foo', '/foo', '', '/'],
  ['/foo/', '/foo', '/', '/'],
  ['/foo', '/foo', '/', '/'],
])('%s with the prefix %s replaced by "%s" is %s', (path, prefix, replacePrefixMatch, expected) => {
  const modifier = { type: 'ReplacePrefixMatch', replacePrefixMatch } as const;
  expect(rewrite({ path: modifier }, path, prefix)).toBe(expected);
  expect(rewrite({ path: modifier }, `${path}?a=/foo`, prefix)).toBe(`${expected}?a=/foo`);
});

test('a full path replaces everything but the query', () => {
  const modifier = { type: 'ReplaceFullPath', replaceFullPath: '/cart/' } as const;
  expect(rewrite({ path: modifier }, '/foo/bar?a=1', '/foo', gatewayApiProfile)).toBe('/cart/?a=1');
  expect(rewrite({ path: modifier }, '/foo/bar?a=1', '/foo', agentgatewayProfile)).toBe('/cart?a=1');
  const root = { type: 'ReplaceFullPath', replaceFullPath: '/' } as const;
  expect(rewrite({ path: root }, '/foo', '/foo', agentgatewayProfile)).toBe('/');
});

test('a prefix can only be replaced where one was matched', () => {
  const path = { type: 'ReplacePrefixMatch', replacePrefixMatch: '/cart' } as const;
  const answers = [{ urlRewrite: { path } }, { requestRedirect: { path } }].map((filter) =>
    filtered([{ type: 'any', ...filter }], { path: '/foo' }, gatewayApiProfile, '/foo', 'Exact'),
  );
  expect(answers.map(({ status }) => status)).toEqual([500, 500]);
});

test('a rewritten host is what the backend sees', () => {
  const answer = filtered([{ type: 'URLRewrite', urlRewrite: { hostname: 'internal' } }], { path: '/x' });
  expect(answer.upstream).toEqual({ host: 'internal', path: '/x', headers: {} });
  expect(filtered([], { host: 'shop.example.com:80' }).upstream?.host).toBe('shop.example.com:80');
});

test.each<[string, number, RequestRedirect, string]>([
  ['http', 80, {}, 'http://shop.example.com/'],
  ['http', 80, { port: 80 }, 'http://shop.example.com/'],
  ['http', 80, { port: 8080 }, 'http://shop.example.com:8080/'],
  ['http', 80, { scheme: 'https' }, 'https://shop.example.com/'],
  ['http', 80, { scheme: 'https', port: 443 }, 'https://shop.example.com/'],
  ['http', 80, { scheme: 'https', port: 8443 }, 'https://shop.example.com:8443/'],
  ['http', 8080, {}, 'http://shop.example.com:8080/'],
  ['http', 8080, { port: 80 }, 'http://shop.example.com/'],
  ['http', 8080, { scheme: 'http' }, 'http://shop.example.com/'],
  ['http', 8080, { scheme: 'https' }, 'https://shop.example.com/'],
  ['https', 443, {}, 'https://shop.example.com/'],
  ['https', 443, { scheme: 'http' }, 'http://shop.example.com/'],
  ['https', 443, { scheme: 'http', port: 8080 }, 'http://shop.example.com:8080/'],
  ['https', 443, { port: 8443 }, 'https://shop.example.com:8443/'],
])('from %s:%i a redirect with %o goes to %s', (scheme, port, filter, expected) => {
  expect(redirect(filter, { scheme, port })).toBe(expected);
});

test('a redirect changes host and path, and keeps the query', () => {
  expect(redirect({ hostname: 'www.example.com' }, { path: '/a?b=c', host: 'shop.example.com:80' })).toBe(
    'http://www.example.com/a?b=c',
  );
  expect(redirect({}, { host: 'shop.example.com:9999' })).toBe('http://shop.example.com/');
  const path = { type: 'ReplaceFullPath', replaceFullPath: '/login/' } as const;
  expect(redirect({ path }, { path: '/a?b=c' })).toBe('http://shop.example.com/login/?b=c');
  expect(redirect({ path }, { path: '/a?b=c' }, agentgatewayProfile)).toBe('http://shop.example.com/login?b=c');
});

test('a redirect bears the headers of the response', () => {
  const answer = filtered([
    { type: 'ResponseHeaderModifier', responseHeaderModifier: { set: [{ name: 'X-By', value: 'shop' }] } },
    { type: 'RequestRedirect', requestRedirect: {} },
  ]);
  expect(answer).toMatchObject({ status: 302, responseHeaders: { 'x-by': 'shop' } });
});

test('a redirect is a 302 unless it says otherwise, and reaches no backend', () => {
  const answer = (requestRedirect: RequestRedirect) => filtered([{ type: 'RequestRedirect', requestRedirect }]);
  expect(answer({})).toEqual({
    status: 302,
    location: 'http://shop.example.com/',
    responseHeaders: { location: 'http://shop.example.com/' },
    rule: { route: 'default/shop' },
    listener: 'default/shop/http',
  });
  expect(answer({ statusCode: 308 }).status).toBe(308);
});

test('headers are set, added and removed whatever the case of their names', () => {
  const modifier = {
    set: [{ name: 'X-Set', value: 'new' }],
    add: [
      { name: 'X-Add', value: 'b' },
      { name: 'X-New', value: 'c' },
    ],
    remove: ['X-Gone'],
  };
  const headers = { 'x-set': 'old', 'x-add': 'a', 'x-gone': '1', 'x-kept': '2' };
  const answer = filtered(
    [
      { type: 'RequestHeaderModifier', requestHeaderModifier: modifier },
      { type: 'ResponseHeaderModifier', responseHeaderModifier: { set: [{ name: 'X-Frame-Options', value: 'DENY' }] } },
      { type: 'RequestMirror' },
    ],
    { headers },
  );
  expect(answer.upstream?.headers).toEqual({ 'x-set': 'new', 'x-add': 'a,b', 'x-new': 'c', 'x-kept': '2' });
  expect(answer.responseHeaders).toEqual({ 'x-frame-options': 'DENY' });
});

test('a filter that nobody knows fails the request', () => {
  expect(filtered([{ type: 'ExtensionRef' }]).status).toBe(500);
});

const cors: Cors = {
  allowOrigins: ['https://*.example.com', 'https://docs.example.org:8443'],
  allowMethods: ['GET', 'PUT'],
  allowHeaders: ['*'],
  exposeHeaders: ['X-Id'],
  allowCredentials: true,
  maxAge: 60,
};

function fromPage(origin: string, rest: object = {}, profile?: Profile) {
  const headers = {
    Origin: origin,
    'Access-Control-Request-Method': 'PUT',
    'Access-Control-Request-Headers': 'X-Tenant',
  };
  return filtered([{ type: 'CORS', cors }], { method: 'OPTIONS', headers, ...rest }, profile);
}

test('the gateway answers a preflight', () => {
  const answer = fromPage('https://admin.example.com');
  expect(answer).toMatchObject({ status: 204 });
  expect(answer.backend).toBeUndefined();
  expect(answer.responseHeaders).toEqual({
    'access-control-allow-origin': 'https://admin.example.com',
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET, PUT',
    'access-control-allow-headers': 'X-Tenant',
    'access-control-max-age': '60',
  });
  expect(fromPage('https://admin.example.com', {}, agentgatewayProfile).status).toBe(200);
});

test.each([
  ['https://eu.admin.example.com', true],
  ['https://docs.example.org:8443', true],
  ['https://docs.example.org', false],
  ['https://example.com', false],
  ['https://.example.com', false],
  ['http://admin.example.com', false],
])('a page at %s is allowed: %s', (origin, isAllowed) => {
  const { responseHeaders } = fromPage(origin);
  expect(responseHeaders['access-control-allow-origin']).toBe(isAllowed ? origin : undefined);
  expect('access-control-max-age' in responseHeaders).toBe(isAllowed);
});

test('what is not a preflight goes to the backend', () => {
  const get = fromPage('https://admin.example.com', { method: 'GET' });
  expect(get).toMatchObject({ status: 200, backend: { name: 'shop' } });
  expect(get.responseHeaders).toEqual({
    'access-control-allow-origin': 'https://admin.example.com',
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'X-Id',
  });
  expect(fromPage('https://evil.example.org', { method: 'GET' })).toMatchObject({ status: 200, responseHeaders: {} });
  expect(fromPage('', { headers: { Origin: 'https://admin.example.com' } }).status).toBe(200);
});

test('nobody passes ExternalAuth without leave, and preflights are answered before it', () => {
  const auth = { type: 'ExternalAuth' };
  expect(filtered([auth])).toMatchObject({ status: 401 });
  expect(filtered([auth]).backend).toBeUndefined();
  expect(filtered([auth], { headers: { 'x-sim-auth': 'ok' } }).backend?.name).toBe('shop');
  const cors = { type: 'CORS', cors: { allowOrigins: ['*'] } };
  const headers = { origin: 'https://docs.example.com', 'access-control-request-method': 'PUT' };
  expect(filtered([cors, auth], { method: 'OPTIONS', headers }).status).toBe(204);
  expect(filtered([cors, auth], { method: 'OPTIONS' }).status).toBe(401);
});
