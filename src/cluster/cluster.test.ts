import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { apiServers, isOpensslThere, json, kubeconfigOf } from './api-server.testing.ts';
import { isClusterError } from './cluster.ts';
import { openCluster } from './open.ts';
import { proxyFor } from './proxy.ts';

if (!isOpensslThere) console.warn('skipped: tests with an API server, for there is no openssl to make its certificate');

const shops = { apiVersion: 'example.com/v1', kind: 'Shop', plural: 'shops' };
const item = (name: string) => ({ metadata: { name } });

const serve = apiServers();

/** What the cluster of a kubeconfig lists, or why it does not. */
async function listed(kubeconfig: string, settings: object = {}, env: object = {}, wait = 30_000) {
  try {
    const cluster = await openCluster({ kubeconfig, patience: wait, ...settings }, { env: { ...env }, pause: 1 });
    const objects = await cluster.list(shops);
    return objects.map(
      ({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${(metadata as { name: string }).name}`,
    );
  } catch (error) {
    if (isClusterError(error)) return error.problem;
    throw error;
  }
}

const continueOf = ({ url = '' }: IncomingMessage): string | null =>
  new URL(url, 'https://x').searchParams.get('continue');

describe.skipIf(!isOpensslThere)('a cluster lists objects', () => {
  it('page by page, over one connection, with GET alone', async () => {
    const { kubeconfig, requests, connections } = await serve((request, response) => {
      const page = Number(continueOf(request) ?? 1);
      const metadata = page < 4 ? { continue: `${page + 1}` } : {};
      json(response, 200, { metadata, items: [item(`a${page}`), item(`b${page}`)] });
    });
    const names = [1, 2, 3, 4].flatMap((page) => [`a${page}`, `b${page}`]);
    expect(await listed(kubeconfig)).toEqual(names.map((name) => `example.com/v1 Shop ${name}`));
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'GET']);
    expect(requests[0]?.url).toBe('/apis/example.com/v1/shops?limit=500');
    expect(requests.every(({ authorization }) => authorization === 'Bearer let-me-in')).toBe(true);
    expect(connections()).toBe(1);
  });

  it('once more as a whole where the list has grown too old', async () => {
    const { kubeconfig, requests } = await serve((request, response) => {
      if (continueOf(request) !== null) json(response, 410, { kind: 'Status', message: 'too old' });
      else if (request.url?.includes('limit'))
        json(response, 200, { metadata: { continue: 'x y' }, items: [item('old')] });
      else json(response, 200, { metadata: {}, items: [item('new'), item('newer')] });
    });
    expect(await listed(kubeconfig)).toEqual(['example.com/v1 Shop new', 'example.com/v1 Shop newer']);
    expect(requests.map(({ url }) => url.replace(/^.*shops/, ''))).toEqual([
      '?limit=500',
      '?limit=500&continue=x%20y',
      '',
    ]);
  });

  it('zipped', async () => {
    const { kubeconfig } = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify({ items: [item('a')] })));
    });
    expect(await listed(kubeconfig)).toEqual(['example.com/v1 Shop a']);
  });
});

describe.skipIf(!isOpensslThere)('a cluster that does not list says why', () => {
  it.each([
    [
      'who is not let in',
      (response: ServerResponse) => json(response, 401, { kind: 'Status', message: 'Unauthorized' }),
      { kind: 'denied', status: 401, verb: 'list', type: shops, context: 'test', said: 'Unauthorized' },
    ],
    [
      'what may not be read',
      (response: ServerResponse) => json(response, 403, { kind: 'Status', message: 'shops is forbidden' }),
      { kind: 'denied', status: 403, verb: 'list', type: shops, context: 'test', said: 'shops is forbidden' },
    ],
    [
      'a status without a word',
      (response: ServerResponse) => response.writeHead(502).end('<html>'),
      { kind: 'bad-answer', reason: 'it is busy (status 502, 5 times)' },
    ],
    [
      'a redirect, which nobody follows',
      (response: ServerResponse) => response.writeHead(302, { location: 'https://example.com' }).end(),
      { kind: 'bad-answer', reason: 'it answers with the status 302' },
    ],
    [
      'a page of some web site',
      (response: ServerResponse) => response.writeHead(200).end('<html>'),
      { kind: 'bad-answer', reason: 'it answers with something else than a list' },
    ],
    [
      'a connection that breaks before the answer',
      (response: ServerResponse) => response.destroy(),
      { kind: 'unreachable', reason: 'the connection was closed before the end of the answer, 5 times' },
    ],
    [
      'a connection that breaks in the answer',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"items": [', () => response.destroy());
      },
      { kind: 'unreachable', reason: 'the connection was closed before the end of the answer, 5 times' },
    ],
    ['a server that says nothing', () => undefined, { kind: 'unreachable', reason: 'no answer within 0.5 s' }],
  ])('%s', async (_, answer, problem) => {
    const { kubeconfig, requests } = await serve((_, response) => void answer(response));
    expect(await listed(kubeconfig, {}, {}, 500)).toMatchObject(problem);
    expect(new Set(requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  it('nobody who listens', async () => {
    const { kubeconfig, url, stop, folder } = await serve((_, response) => response.end());
    const text = kubeconfigOf(url);
    await stop();
    const other = await serve((_, response) => response.end());
    const file = join(other.folder, 'gone');
    writeFileSync(file, text);
    expect(kubeconfig).toContain(folder);
    expect(await listed(file)).toEqual({ kind: 'unreachable', host: url, reason: 'nobody listens there' });
  });

  it('a certificate of somebody else', async () => {
    const { folder, url } = await serve((_, response) => response.end());
    const other = await serve(() => {});
    const file = join(other.folder, 'mixed');
    writeFileSync(file, kubeconfigOf(url));
    const problem = await listed(file);
    expect(folder).not.toBe(other.folder);
    expect(problem).toMatchObject({
      kind: 'unreachable',
      reason: 'its certificate is not signed by the authority in the kubeconfig',
    });
  });
});

describe.skipIf(!isOpensslThere)('the kubeconfig', () => {
  const admits = (token: string) => async () => {
    const started = await serve((request, response) => {
      const isIn = request.headers.authorization === `Bearer ${token}`;
      json(response, isIn ? 200 : 401, { items: [], message: 'no' });
    });
    return started;
  };

  it('of several, the first that has a name counts, and one that is missing is passed over', async () => {
    const { folder, kubeconfig, url } = await admits('let-me-in')();
    const second = join(folder, 'second');
    writeFileSync(second, kubeconfigOf(url, { context: 'second', token: 'wrong' }));
    const env = { KUBECONFIG: [join(folder, 'none'), kubeconfig, second].join(delimiter) };
    const list = async (settings: object) => (await openCluster(settings, { env })).list(shops);
    expect(await list({})).toEqual([]);
    expect(await list({ context: 'second' })).toEqual([]);
  });

  it('below the home of the user is read where no other is named', async () => {
    const { folder } = await admits('let-me-in')();
    await expect(openCluster({}, { env: { HOME: folder } })).rejects.toMatchObject({
      problem: { kind: 'no-configuration', looked: [join(folder, '.kube', 'config')] },
    });
  });

  it.each<[string, object, string]>([
    ['a context that is not there', { context: 'prod' }, 'there is no context prod: choose from test'],
    ['a file that is no YAML', { kubeconfig: 'broken' }, 'broken: '],
    [
      'a context without its cluster',
      { kubeconfig: 'lost' },
      'the context test names the cluster there, which is not there',
    ],
    ['a server that is no URL', { kubeconfig: 'strange' }, 'the server of the cluster here is no URL: shop'],
    [
      'no current context',
      { kubeconfig: 'undecided' },
      'no context is the current one: choose from test with --context',
    ],
    ['nothing at all', { kubeconfig: 'empty' }, 'empty: '],
    ['a certificate that is not there', { kubeconfig: 'bare' }, 'ENOENT'],
  ])('%s', async (_, settings, reason) => {
    const { folder, kubeconfig, url } = await admits('let-me-in')();
    const texts: Record<string, string> = {
      broken: 'a: [',
      lost: kubeconfigOf(url).replace('cluster: here', 'cluster: there'),
      strange: kubeconfigOf('shop'),
      undecided: kubeconfigOf(url).replace('current-context: test', ''),
      empty: '',
      bare: kubeconfigOf(url, { authority: 'none.pem' }),
    };
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
    const named = (settings as { kubeconfig?: string }).kubeconfig;
    const problem = await listed(named ? join(folder, named) : kubeconfig, named ? {} : settings);
    expect(problem).toMatchObject({ kind: 'bad-configuration', reason: expect.stringContaining(reason) });
  });

  it('may have no user, and a program that hands out credentials', async () => {
    const { folder, url } = await admits('from-a-program')();
    const program = join(folder, 'login.sh');
    const credential = {
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      status: { token: 'from-a-program' },
    };
    writeFileSync(program, `#!/bin/sh\necho '${JSON.stringify(credential)}'\n`, { mode: 0o755 });
    const exec = '{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./login.sh}}';
    writeFileSync(join(folder, 'exec'), kubeconfigOf(url).replace('{token: let-me-in}', exec));
    expect(await listed(join(folder, 'exec'))).toEqual([]);
    writeFileSync(join(folder, 'nobody'), kubeconfigOf(url).replace(', user: me', ''));
    expect(await listed(join(folder, 'nobody'))).toMatchObject({ kind: 'denied', status: 401 });
  });
});

it('plain HTTP is spoken with what `kubectl proxy` listens on', async () => {
  const proxy = createServer((_, response) => json(response, 200, { items: [item('a')] }));
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const { port } = proxy.address() as AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  const file = join(folder, 'plain');
  writeFileSync(file, kubeconfigOf(`http://127.0.0.1:${port}`).replace(', certificate-authority: cert.pem', ''));
  expect(await listed(file)).toEqual(['example.com/v1 Shop a']);
  rmSync(folder, { recursive: true });
  proxy.closeAllConnections();
  await new Promise((done) => proxy.close(done));
});

describe('the proxy for a server', () => {
  const env = { HTTPS_PROXY: 'proxy:3128', NO_PROXY: 'shop.example.com, .docs.example.com,10.0.0.1:6443' };

  it.each([
    ['https://api.example.com', 'http://proxy:3128'],
    ['https://shop.example.com', undefined],
    ['https://api.shop.example.com:6443', undefined],
    ['https://docs.example.com', 'http://proxy:3128'],
    ['https://api.docs.example.com', undefined],
    ['https://10.0.0.1:6443', undefined],
    ['https://10.0.0.1', 'http://proxy:3128'],
    ['https://127.0.0.1:6443', undefined],
    ['https://[::1]:6443', undefined],
    ['http://api.example.com', undefined],
  ])('%s is %s', (url, proxy) => {
    expect(proxyFor(url, env)).toBe(proxy);
  });

  it('is none where all are exempt', () => {
    expect(proxyFor('https://api.example.com', { ...env, NO_PROXY: '*' })).toBeUndefined();
  });
});

describe('a network without proxy', () => {
  it.each([
    ['10.0.0.0/8', 'https://10.1.2.3:6443', true],
    ['10.0.0.0/8', 'https://11.1.2.3:6443', false],
    ['2001:db8::/32', 'https://[2001:db8::1]:6443', true],
    ['2001:db8::/32', 'https://10.1.2.3:6443', false],
    ['10.0.0.0/33', 'https://10.1.2.3:6443', false],
    ['10.0.0.0/x', 'https://10.1.2.3:6443', false],
    ['shop/8', 'https://shop', false],
  ])('%s and %s', (network, url, isExempt) => {
    expect(proxyFor(url, { HTTPS_PROXY: 'http://proxy', NO_PROXY: network }) === undefined).toBe(isExempt);
  });
});
