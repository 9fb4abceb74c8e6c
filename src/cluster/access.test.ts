import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Asked, asIs, describeAccess, exec, listed, reasonOf, serving, tokens } from './access.testing.ts';
import { type ApiServer, apiServers, certificate, isOpensslThere, json, kubeconfigOf } from './api-server.testing.ts';
import { refusal } from './estate-server.testing.ts';
import { openCluster } from './open.ts';

if (!isOpensslThere) console.warn('skipped: access to clusters, for there is no openssl to make a certificate');

const start = apiServers();

/** A server that lets in who has one of the tokens, or a certificate. */
async function door() {
  const server = await start((request, response) => {
    const { authorization } = request.headers;
    const isKnown = authorization === undefined || tokens.some((token) => authorization === `Bearer ${token}`);
    const { client } = server.requests.at(-1) ?? {};
    if (isKnown && (authorization ?? client) !== undefined) json(response, 200, { metadata: {}, items: [] });
    else refusal(response, 401, 'Unauthorized');
  });
  certificate(join(server.folder, 'clerk.pem'), join(server.folder, 'clerk.key'), 'clerk', 'basicConstraints=CA:FALSE');
  return { ...server, asked: async () => server.requests.map(askedIn) };
}

function askedIn({ authorization, client, headers }: ApiServer['requests'][number]): Asked {
  const { 'impersonate-user': username, 'impersonate-uid': uid, 'impersonate-group': groups } = headers;
  const listOf = (values: string | string[] | undefined) => String(values).split(', ');
  const as = {
    username: String(username),
    uid: String(uid),
    groups: listOf(groups),
    scopes: listOf(headers['impersonate-extra-scopes']),
  };
  return {
    by: authorization?.replace(/^Bearer /, '') ?? client,
    agent: headers['user-agent'],
    ...(username !== undefined && { as }),
  };
}

describeAccess('a server of ours', isOpensslThere, door);

describe.skipIf(!isOpensslThere)('a program for credentials', () => {
  const serve = serving(door);

  it.each([
    [
      'an old language',
      'exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: login}',
      'login speaks client.authentication.k8s.io/v1alpha1: expected client.authentication.k8s.io/v1 or client.authentication.k8s.io/v1beta1',
    ],
    [
      'questions',
      exec().replace('IfAvailable', 'Always'),
      '/login.sh wants to ask on a terminal, and standard input is none',
    ],
    [
      'nothing to run',
      'exec: {apiVersion: client.authentication.k8s.io/v1}',
      'the user me has an exec without a command',
    ],
  ])('with %s is refused', async (_, user, reason) => {
    const { kubeconfig, asked } = await serve(asIs, user);
    expect(await reasonOf({ kubeconfig })).toContain(reason);
    expect(await asked()).toEqual([]);
  });
});

// Kubernetes has no passwords any more; what stands before a server may have.
it.skipIf(!isOpensslThere)('who asks may have a name and a password', async () => {
  const server = await start((_, response) => json(response, 200, { metadata: {}, items: [] }));
  writeFileSync(server.kubeconfig, kubeconfigOf(server.url, { user: 'username: me, password: word' }));
  await listed({ kubeconfig: server.kubeconfig });
  expect(server.requests[0]?.authorization).toBe(`Basic ${Buffer.from('me:word').toString('base64')}`);
});

describe.skipIf(!isOpensslThere)('the server', () => {
  const serve = serving(door);

  it('has the namespace of its context, or default', async () => {
    const { kubeconfig, url, folder } = await serve((text) => text.replace('namespace: default', 'namespace: shop'));
    expect((await openCluster({ kubeconfig })).namespace).toBe('shop');
    writeFileSync(join(folder, 'plain'), kubeconfigOf(url).replace('namespace: default, ', ''));
    expect((await openCluster({ kubeconfig: join(folder, 'plain') })).namespace).toBe('default');
  });

  it('behind a proxy that is no URL is refused', async () => {
    const { kubeconfig } = await serve((text) =>
      text.replace(', certificate-authority', ', proxy-url: "me:word@ proxy", certificate-authority'),
    );
    expect(await reasonOf({ kubeconfig })).toBe('the proxy for the cluster here is no URL:  proxy');
  });
});
