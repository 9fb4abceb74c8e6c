import { expect, test } from 'vitest';
import { gateway, http, https, object, policy, route, rule } from './fixtures.ts';
import type { KubernetesObject } from './objects.ts';
import type { Authentication, Authorization, TrafficSpec } from './policy-spec.ts';
import { agentgatewayProfile } from './profile.ts';
import { simulate } from './simulate.ts';

const request = { scheme: 'http', host: 'shop.example.com', path: '/cart?id=7' } as const;
const onGateway = { kind: 'Gateway', name: 'shop' };
const onListener = { kind: 'Gateway', name: 'shop', sectionName: 'http' };
const onRoute = { kind: 'HTTPRoute', name: 'shop' };
const onRule = { kind: 'HTTPRoute', name: 'shop', sectionName: 'all' };

function answer(policies: readonly KubernetesObject[], rest: object = {}, ruleFields: object = {}) {
  const objects = [gateway(http), route('shop', [{ ...rule('/', 'shop'), name: 'all', ...ruleFields }]), ...policies];
  return simulate(objects, { ...request, ...rest }, agentgatewayProfile);
}

function withTraffic(traffic: TrafficSpec, rest: object = {}, ruleFields: object = {}) {
  return answer([policy('shop', onRoute, traffic)], rest, ruleFields);
}

test('the most specific policy gives the answer', () => {
  const policies = [onRule, onRoute, onListener, onGateway].map((target, index) =>
    policy(`p${index}`, target, { directResponse: { status: 210 + index } }),
  );
  expect([0, 1, 2, 3, 4].map((from) => answer(policies.slice(from)).status)).toEqual([210, 211, 212, 213, 200]);
});

test('a policy without the field leaves that of a less specific one alone', () => {
  const response = policy('response', onGateway, { directResponse: { status: 410 } });
  expect(answer([response, policy('host', onRoute, { hostRewrite: { mode: 'None' } })]).status).toBe(410);
});

test('a field is taken whole', () => {
  const set = (name: string) => ({ transformation: { request: { set: [{ name, value: '"1"' }] } } });
  const both = [policy('wide', onGateway, set('x-wide')), policy('narrow', onRule, set('x-narrow'))];
  expect(answer(both).upstream?.headers).toEqual({ 'x-narrow': '1' });
});

test('on a ListenerSet a policy comes before that of its Gateway', () => {
  const gone = (name: string, target: { kind: string; name: string; sectionName?: string }, status: number) =>
    policy(name, target, { directResponse: { status } });
  const onSet = { kind: 'ListenerSet', name: 'extra' };
  const policies = [
    gone('p0', { ...onSet, sectionName: 'http' }, 410),
    gone('p1', onSet, 411),
    gone('p2', onGateway, 412),
  ];
  const objects = [
    object('Gateway', 'shop', { listeners: [https], allowedListeners: { namespaces: { from: 'Same' } } }),
    object('ListenerSet', 'extra', { parentRef: { name: 'shop' }, listeners: [http] }),
    route('shop', [rule('/', 'shop')], { parentRefs: [onSet] }),
  ];
  const statuses = [0, 1, 2, 3].map((from) => simulate([...objects, ...policies.slice(from)], request).status);
  expect(statuses).toEqual([410, 411, 412, 200]);
});

test('a policy is for what it names, in its own namespace', () => {
  const gone = { directResponse: { status: 410 } };
  expect(answer([policy('p', { kind: 'HTTPRoute', name: 'admin' }, gone)]).status).toBe(200);
  expect(answer([policy('p', { ...onRoute, sectionName: 'other' }, gone)]).status).toBe(200);
  const foreign = { ...policy('p', onRoute, gone), metadata: { name: 'p', namespace: 'admin' } };
  expect(answer([foreign]).status).toBe(200);
  const spec = (team: string) => ({ targetSelectors: [{ kind: 'HTTPRoute', matchLabels: { team } }], traffic: gone });
  const labelled = route('shop', [rule('/', 'shop')], {}, { labels: { team: 'red' } });
  const selected = (team: string) =>
    simulate([gateway(http), labelled, object('AgentgatewayPolicy', 'p', spec(team))], request).status;
  expect([selected('red'), selected('blue')]).toEqual([410, 200]);
});

test('a direct response says where to go, and is kept from the backend', () => {
  const location = { name: 'Location', value: '"https://new.example.com" + request.pathAndQuery' };
  const broken = { name: 'x-broken', value: 'request.headers["x-missing"]' };
  const moved = withTraffic({ directResponse: { status: 301, headers: [location, broken] } });
  expect(moved).toMatchObject({ status: 301, location: 'https://new.example.com/cart?id=7' });
  expect(moved.responseHeaders).toEqual({ location: 'https://new.example.com/cart?id=7' });
  expect(moved.backend).toBeUndefined();
});

test('the first condition that holds decides', () => {
  const conditional = [
    { condition: 'request.method == "POST"', policy: { status: 405 } },
    { condition: 'request.headers["x-missing"] == ""', policy: { status: 400 } },
    { policy: { status: 410 } },
  ];
  expect(withTraffic({ directResponse: { conditional } }).status).toBe(410);
  expect(withTraffic({ directResponse: { conditional } }, { method: 'POST' }).status).toBe(405);
  expect(withTraffic({ directResponse: { conditional: conditional.slice(0, 2) } }).status).toBe(200);
});

test('a transformation changes the path, the host and headers, all from the request as it came', () => {
  const set = [
    {
      name: ':path',
      value: 'request.path.regexReplace("^/(c)art", "/${1}") + request.pathAndQuery.stripPrefix(request.path)',
    },
    { name: ':authority', value: '"vhost"' },
    { name: 'X-Original', value: 'request.scheme + "://" + request.host + request.pathAndQuery' },
    { name: 'x-broken', value: 'request.headers["x-missing"]' },
  ];
  const add = [{ name: 'x-list', value: '"b"' }];
  const headers = { 'x-broken': 'before', 'x-list': 'a', 'x-gone': '1' };
  const response = { set: [{ name: 'x-status', value: 'response.code' }] };
  const changed = withTraffic({ transformation: { request: { set, add, remove: ['x-gone'] }, response } }, { headers });
  expect(changed.upstream).toEqual({
    path: '/c?id=7',
    host: 'vhost',
    headers: { 'x-original': 'http://shop.example.com/cart?id=7', 'x-list': 'a,b' },
  });
  expect(changed.responseHeaders).toEqual({ 'x-status': '200' });
});

test('a path whose expression fails stays', () => {
  const set = [{ name: ':path', value: 'request.headers["x-missing"]' }];
  expect(withTraffic({ transformation: { request: { set } } }).upstream?.path).toBe('/cart?id=7');
});

test('before routing, a transformation decides which rule matches', () => {
  const transformation = { request: { set: [{ name: ':path', value: '"/docs"' }] } };
  const before = policy('before', onGateway, { phase: 'PreRouting', transformation });
  const after = policy('after', onGateway, { transformation });
  const chosen = (traffic: KubernetesObject) =>
    simulate([gateway(http), route('shop', [rule('/cart', 'cart'), rule('/docs', 'docs')]), traffic], request);
  expect(chosen(before)).toMatchObject({ backend: { name: 'docs' }, upstream: { path: '/docs' } });
  expect(chosen(after)).toMatchObject({ backend: { name: 'cart' }, upstream: { path: '/docs' } });
  const posting = { request: { set: [{ name: ':method', value: '"POST"' }] } };
  const method = policy('method', onGateway, { phase: 'PreRouting', transformation: posting });
  expect(answer([method], {}, { matches: [{ method: 'POST' }] }).status).toBe(200);
  expect(answer([], {}, { matches: [{ method: 'POST' }] }).status).toBe(404);
});

const from = (cidr: string) => `cidr("${cidr}").containsIP(source.address)`;

function statusOf(authorizations: readonly Authorization[], rest: object = {}) {
  const targets = [onGateway, onListener, onRoute, onRule];
  const policies = targets.flatMap((target, index) => {
    const authorization = authorizations[index];
    return authorization === undefined ? [] : [policy(`p${index}`, target, { authorization })];
  });
  return answer(policies, rest).status;
}

function authorization(action: Authorization['action'], ...matchExpressions: readonly string[]): Authorization {
  return { ...(action && { action }), policy: { matchExpressions } };
}

test('every Require must hold, no Deny, and one of the Allows over all levels', () => {
  const client = { clientAddress: '10.1.2.3' };
  expect(statusOf([authorization('Require', from('10.0.0.0/8'))], client)).toBe(200);
  expect(statusOf([authorization('Require', from('10.0.0.0/8'))], { clientAddress: '192.0.2.1' })).toBe(403);
  expect(statusOf([authorization('Require', 'true', 'false')], client)).toBe(403);
  expect(statusOf([authorization('Require', 'true'), authorization('Require', 'false')], client)).toBe(403);
  expect(statusOf([authorization(undefined, 'false'), authorization('Allow', 'true')], client)).toBe(200);
  expect(statusOf([authorization('Allow', 'false'), authorization('Require', 'true')], client)).toBe(403);
  expect(statusOf([authorization('Allow', 'true'), authorization('Deny', 'false', 'true')], client)).toBe(403);
});

test('an authorization expression that fails is false', () => {
  expect(statusOf([authorization('Require', 'source.subject == ""')])).toBe(403);
  expect(statusOf([authorization('Deny', 'source.subject == ""')])).toBe(200);
});

test('credentials are asked for, and kept from the backend', () => {
  const headers = { Authorization: 'Basic c2hvcDpzaG9w', 'x-kept': '1' };
  const basic = (scheme: Authentication) => ({ basicAuthentication: scheme });
  expect(withTraffic(basic({})).status).toBe(401);
  expect(withTraffic(basic({}), { headers }).upstream?.headers).toEqual({ 'x-kept': '1' });
  expect(withTraffic(basic({ mode: 'Optional' })).status).toBe(200);
  expect(withTraffic({ jwtAuthentication: {} }).status).toBe(401);
  expect(withTraffic({}, { headers }).upstream?.headers).toHaveProperty('authorization');
});

test('an authorization service lets marked requests pass, and may send the others to a login page', () => {
  const redirect = '"https://login.example.com/?rd=" + url.encode(request.pathAndQuery)';
  expect(withTraffic({ extAuth: {} })).toMatchObject({ status: 401, responseHeaders: { 'x-sim-auth': 'needed' } });
  expect(withTraffic({ extAuth: {} }, { headers: { 'x-sim-auth': 'ok' } }).status).toBe(200);
  expect(withTraffic({ extAuth: { http: { redirect } } })).toMatchObject({
    status: 302,
    location: 'https://login.example.com/?rd=%2Fcart%3Fid%3D7',
  });
  const outside = { condition: `!${from('10.0.0.0/8')}`, policy: {} };
  expect(withTraffic({ extAuth: { conditional: [outside] } }).status).toBe(401);
  expect(withTraffic({ extAuth: { conditional: [outside] } }, { clientAddress: '10.0.0.1' }).status).toBe(200);
  expect(withTraffic({}, {}, { filters: [{ type: 'ExternalAuth' }] }).status).toBe(401);
});

test('authorization comes before redirects, redirects before direct responses', () => {
  const filters = [{ type: 'RequestRedirect', requestRedirect: { hostname: 'new.example.com' } }];
  expect(withTraffic({ basicAuthentication: {} }, {}, { filters }).status).toBe(401);
  expect(withTraffic({ directResponse: { status: 410 } }, {}, { filters }).status).toBe(302);
});

test('a preflight is answered before credentials are asked for', () => {
  const traffic: TrafficSpec = { basicAuthentication: {}, cors: { allowOrigins: ['*'] } };
  const headers = { origin: 'https://admin.example.com', 'access-control-request-method': 'GET' };
  expect(withTraffic(traffic, { method: 'OPTIONS', headers }).status).toBe(200);
  expect(withTraffic(traffic, { headers }).status).toBe(401);
});

test('the filters of a rule come before policies, header by direction', () => {
  const set = (value: string) => ({ set: [{ name: 'x-by', value }] });
  const traffic: TrafficSpec = { headerModifiers: { request: set('policy'), response: set('policy') } };
  const filters = [{ type: 'RequestHeaderModifier', requestHeaderModifier: set('filter') }];
  expect(withTraffic(traffic, {}, { filters })).toMatchObject({
    upstream: { headers: { 'x-by': 'filter' } },
    responseHeaders: { 'x-by': 'policy' },
  });
});

test('a body that does not fit is turned away', () => {
  const upTo = (maxBytes: number | string, rest: object = {}) => ({ buffer: { request: { maxBytes, ...rest } } });
  expect(withTraffic(upTo('1Ki'), { bodySize: 1024 }).status).toBe(200);
  expect(withTraffic(upTo('1Ki'), { bodySize: 1025 }).status).toBe(413);
  expect(withTraffic(upTo(1500), { bodySize: 1501 }).status).toBe(413);
  expect(withTraffic(upTo('1M', { failureMode: 'FailOpen' }), { bodySize: 2e6 }).status).toBe(200);
});
