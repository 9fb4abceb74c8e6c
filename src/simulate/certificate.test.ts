import { expect, test } from 'vitest';
import { http, https, object, policy, route, rule } from './fixtures.ts';
import { agentgatewayProfile } from './profile.ts';
import { simulate } from './simulate.ts';

const certificate = { subject: 'CN=shop', issuer: 'CN=example' };
const request = { scheme: 'https', host: 'shop.example.com', path: '/' } as const;
const asking = (frontend: object) => object('Gateway', 'shop', { listeners: [http, https], tls: { frontend } });
const onPort = (port: number, validation?: object) =>
  asking({ default: {}, perPort: [{ port, tls: validation && { validation } }] });

const answer = (gateway: ReturnType<typeof asking>, rest: object = {}) =>
  simulate([gateway, route('shop', [rule('/', 'shop')])], { ...request, ...rest }, agentgatewayProfile);

test('a port that asks for certificates takes nobody without one', () => {
  const gateway = onPort(443, { mode: 'AllowValidOnly' });
  expect(answer(gateway).refused).toBe(true);
  expect(answer(gateway, { certificate }).status).toBe(200);
  expect(answer(gateway, { scheme: 'http' }).status).toBe(200);
});

test('to demand them is what a validation does unless it says otherwise', () => {
  expect(answer(onPort(443, {})).refused).toBe(true);
  expect(answer(onPort(443, { mode: 'AllowInsecureFallback' })).status).toBe(200);
});

test('what is said of the port goes before what is said of all', () => {
  const all = { default: { validation: {} } };
  expect(answer(asking(all)).refused).toBe(true);
  expect(answer(asking({ ...all, perPort: [{ port: 443, tls: {} }] })).status).toBe(200);
  expect(answer(asking({ ...all, perPort: [{ port: 8443, tls: {} }] })).refused).toBe(true);
});

test('CEL knows who has proved who he is', () => {
  const named = policy(
    'named',
    { kind: 'HTTPRoute', name: 'shop' },
    {
      authorization: { action: 'Require', policy: { matchExpressions: ['source.subject.matches("CN=shop")'] } },
      transformation: {
        request: {
          set: [
            { name: 'ssl-client-verify', value: 'has(source.certificate) ? "SUCCESS" : "NONE"' },
            { name: 'ssl-client-subject-dn', value: 'source.subject' },
          ],
        },
      },
    },
  );
  const objects = [onPort(443, {}), route('shop', [rule('/', 'shop')]), named];
  const forged = { 'ssl-client-subject-dn': 'CN=shop' };
  const sent = (rest: object) => simulate(objects, { ...request, headers: forged, ...rest }, agentgatewayProfile);
  expect(sent({ certificate }).upstream?.headers).toEqual({
    'ssl-client-verify': 'SUCCESS',
    'ssl-client-subject-dn': 'CN=shop',
  });
  expect(sent({ certificate: { ...certificate, subject: 'CN=other' } }).status).toBe(403);
  expect(sent({ scheme: 'http' }).status).toBe(403);
});
