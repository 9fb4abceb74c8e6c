import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { version } from '../version.ts';
import { type ApiServer, apiServer, certificate, isOpensslThere, json, kubeconfigOf } from './api-server.testing.ts';
import { type Cluster, isClusterError, ownCluster } from './cluster.ts';
import { openCluster, type World } from './open.ts';

if (!isOpensslThere) console.warn('skipped: access to clusters, for there is no openssl to make a certificate');

const shops = { apiVersion: 'example.com/v1', kind: 'Shop', plural: 'shops' };

let server: ApiServer | undefined;
const more: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of more.splice(0)) await stop();
  await server?.stop();
  server = undefined;
});

/** A server, the last request that came to it, and a kubeconfig that was changed. */
async function serve(change: (text: string) => string, user = '') {
  const started = await apiServer((_, response) => json(response, 200, { metadata: {}, items: [] }));
  server = started;
  const kubeconfig = join(started.folder, 'changed');
  writeFileSync(kubeconfig, change(kubeconfigOf(started.url, { user })));
  return { ...started, kubeconfig, asked: () => started.requests.at(-1) };
}

async function listed(settings: object, world: World = {}): Promise<Cluster> {
  const cluster = await openCluster(settings, { pause: 1, ...world });
  await cluster.list(shops);
  return cluster;
}

const reasonOf = async (settings: object, world: World = {}): Promise<string> => {
  try {
    await listed(settings, world);
  } catch (error) {
    if (isClusterError(error) && 'reason' in error.problem) return error.problem.reason;
    throw error;
  }
  return 'it is let in';
};

const asIs = (text: string) => text;

describe.skipIf(!isOpensslThere)('a program for credentials', () => {
  const v1 = 'client.authentication.k8s.io/v1';
  const exec = (more = '') => `exec: {apiVersion: ${v1}, command: ./login.sh, interactiveMode: IfAvailable${more}}`;

  /** A program that notes each of its runs with what it was told, and hands something out. */
  function program(folder: string, status: object): () => string[] {
    const runs = join(folder, 'runs');
    const handed = JSON.stringify({ apiVersion: v1, kind: 'ExecCredential', status });
    writeFileSync(join(folder, 'credential'), handed);
    const text = `#!/bin/sh\necho "$SHOP $1 $KUBERNETES_EXEC_INFO" >>'${runs}'\ncat '${folder}/credential'\n`;
    writeFileSync(join(folder, 'login.sh'), text, { mode: 0o755 });
    return () => (existsSync(runs) ? readFileSync(runs, 'utf8').trim().split('\n') : []);
  }

  it('runs once for all requests, and is told of the cluster where it may know', async () => {
    const { kubeconfig, folder, url, asked } = await serve(
      (text) =>
        text.replace(
          ', certificate-authority',
          ', extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: shops}}], certificate-authority',
        ),
      exec(', provideClusterInfo: true, args: [--login], env: [{name: SHOP, value: corner}]'),
    );
    const runs = program(folder, { token: 'handed-out' });
    const cluster = await listed({ kubeconfig });
    await cluster.list(shops);
    expect(asked()?.authorization).toBe('Bearer handed-out');
    expect(runs()).toHaveLength(1);
    const [, shop, argument, info = ''] = /^(\S*) (\S*) (.*)$/.exec(runs()[0] ?? '') ?? [];
    expect([shop, argument]).toEqual(['corner', '--login']);
    expect(JSON.parse(info)).toEqual({
      kind: 'ExecCredential',
      apiVersion: v1,
      spec: {
        interactive: false,
        cluster: {
          server: url,
          'certificate-authority-data': readFileSync(join(folder, 'cert.pem')).toString('base64'),
          config: { audience: 'shops' },
        },
      },
    });
  });

  it('is told nothing of the cluster else', async () => {
    const { kubeconfig, folder } = await serve(asIs, exec());
    const runs = program(folder, { token: 'handed-out' });
    await listed({ kubeconfig });
    expect(runs()[0]).toContain('"spec":{"interactive":false}');
  });

  it('may hand out a certificate', async () => {
    const { kubeconfig, folder, asked } = await serve(asIs, exec());
    const [cert, key] = [join(folder, 'me.pem'), join(folder, 'me.key')];
    certificate(cert, key, 'clerk', 'basicConstraints=CA:FALSE');
    program(folder, { clientCertificateData: readFileSync(cert, 'utf8'), clientKeyData: readFileSync(key, 'utf8') });
    await listed({ kubeconfig });
    expect(asked()).toMatchObject({ client: 'clerk', authorization: undefined });
  });

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
    ['nothing to run', `exec: {apiVersion: ${v1}}`, 'the user me has an exec without a command'],
  ])('with %s is refused', async (_, user, reason) => {
    const { kubeconfig, requests } = await serve(asIs, user);
    expect(await reasonOf({ kubeconfig })).toContain(reason);
    expect(requests).toEqual([]);
  });
});

describe.skipIf(!isOpensslThere)('who asks', () => {
  it('may show a certificate', async () => {
    const { kubeconfig, folder, asked } = await serve(asIs, 'client-certificate: me.pem, client-key: me.key');
    certificate(join(folder, 'me.pem'), join(folder, 'me.key'), 'clerk', 'basicConstraints=CA:FALSE');
    await listed({ kubeconfig });
    expect(asked()?.client).toBe('clerk');
  });

  it('may have a token in a file beside the kubeconfig', async () => {
    const { kubeconfig, folder, asked } = await serve(asIs, 'tokenFile: token');
    writeFileSync(join(folder, 'token'), 'from-a-file\n');
    await listed({ kubeconfig });
    expect(asked()?.authorization).toBe('Bearer from-a-file');
  });

  it('may have a name and a password', async () => {
    const { kubeconfig, asked } = await serve(asIs, 'username: me, password: word');
    await listed({ kubeconfig });
    expect(asked()?.authorization).toBe(`Basic ${Buffer.from('me:word').toString('base64')}`);
  });

  it('may be taken for somebody else, with his groups', async () => {
    const user = 'token: mine, as: clerk, as-uid: "7", as-groups: [shop, docs], as-user-extra: {scopes: [a, b]}';
    const { kubeconfig, asked } = await serve(asIs, user);
    await listed({ kubeconfig });
    expect(asked()?.headers).toMatchObject({
      authorization: 'Bearer mine',
      'impersonate-user': 'clerk',
      'impersonate-uid': '7',
      'impersonate-group': 'shop, docs',
      'impersonate-extra-scopes': 'a, b',
    });
  });

  it('says what he is', async () => {
    const { kubeconfig, asked } = await serve(asIs);
    await listed({ kubeconfig });
    expect(asked()?.headers['user-agent']).toBe(`ingress2gateway/${version}`);
  });
});

describe.skipIf(!isOpensslThere)('the server', () => {
  const elsewhere = (text: string) => text.replace('https://127.0.0.1', 'https://localhost');

  it('is known by its certificate, under the name that the kubeconfig gives it', async () => {
    const { kubeconfig } = await serve(elsewhere);
    expect(await reasonOf({ kubeconfig })).toBe('its certificate is for another name');
    await server?.stop();
    const named = await serve((text) =>
      elsewhere(text).replace(', certificate-authority', ', tls-server-name: api.example.com, certificate-authority'),
    );
    expect(await reasonOf({ kubeconfig: named.kubeconfig })).toBe('it is let in');
  });

  it('is believed where the kubeconfig says so', async () => {
    const { kubeconfig } = await serve((text) =>
      elsewhere(text).replace(', certificate-authority: cert.pem', ', insecure-skip-tls-verify: true'),
    );
    expect(await reasonOf({ kubeconfig })).toBe('it is let in');
  });

  it('is that of the Pod where there is no kubeconfig', async () => {
    const { folder, port, asked } = await serve(asIs);
    const account = join(folder, 'pod/var/run/secrets/kubernetes.io/serviceaccount');
    mkdirSync(account, { recursive: true });
    writeFileSync(join(account, 'token'), 'of-the-pod\n');
    writeFileSync(join(account, 'namespace'), 'shop');
    writeFileSync(join(account, 'ca.crt'), readFileSync(join(folder, 'cert.pem')));
    const env = { HOME: folder, KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(port) };
    const cluster = await listed({}, { env, root: join(folder, 'pod') });
    expect(cluster).toMatchObject({ context: ownCluster, namespace: 'shop' });
    expect(asked()?.authorization).toBe('Bearer of-the-pod');
    await expect(listed({ context: 'prod' }, { env, root: join(folder, 'pod') })).rejects.toMatchObject({
      problem: { kind: 'no-configuration' },
    });
  });

  it('has the namespace of its context, or default', async () => {
    const { kubeconfig, url, folder } = await serve((text) => text.replace('namespace: default', 'namespace: shop'));
    expect((await openCluster({ kubeconfig })).namespace).toBe('shop');
    writeFileSync(join(folder, 'plain'), kubeconfigOf(url).replace('namespace: default, ', ''));
    expect((await openCluster({ kubeconfig: join(folder, 'plain') })).namespace).toBe('default');
  });
});

describe.skipIf(!isOpensslThere)('a proxy', () => {
  /** One that leads all names to the server, unless it refuses. */
  async function proxy(port: number, status = 200) {
    const asked: { readonly to: string | undefined; readonly by: string | undefined }[] = [];
    const http = createServer();
    http.on('connect', (request, socket) => {
      asked.push({ to: request.url, by: request.headers['proxy-authorization'] });
      if (status !== 200) {
        socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
        return;
      }
      const way = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        way.pipe(socket).pipe(way);
      });
      for (const end of [way, socket]) end.on('error', () => {});
    });
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
    more.push(async () => http.close());
    return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, asked };
  }

  const afar = (text: string) => text.replace(/https:\/\/127.0.0.1:\d+/, 'https://api.example.com:6443');

  it('of the environment is asked for the way, and for others only', async () => {
    const { kubeconfig, port, requests } = await serve(afar);
    const { url, asked } = await proxy(port);
    const env = { HTTPS_PROXY: url.replace('http://', 'http://me:word@') };
    const cluster = await openCluster({ kubeconfig }, { env });
    await cluster.list(shops);
    await cluster.list(shops);
    // One connection for both.
    expect(asked).toEqual([{ to: 'api.example.com:6443', by: `Basic ${Buffer.from('me:word').toString('base64')}` }]);
    expect(requests).toHaveLength(2);
    const exempt = { ...env, NO_PROXY: 'example.com' };
    expect(await reasonOf({ kubeconfig }, { env: exempt })).toMatch(/no such host|cannot be resolved/);
    expect(asked).toHaveLength(1);
  });

  it('of the kubeconfig counts more', async () => {
    const { kubeconfig, port, folder } = await serve(afar);
    const { url, asked } = await proxy(port);
    const file = join(folder, 'proxied');
    const text = readFileSync(kubeconfig, 'utf8');
    writeFileSync(file, text.replace(', certificate-authority', `, proxy-url: "${url}", certificate-authority`));
    await listed({ kubeconfig: file }, { env: { HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: '*' } });
    expect(asked).toHaveLength(1);
  });

  it('that refuses is named, without the password', async () => {
    const { kubeconfig, port } = await serve(afar);
    const { url } = await proxy(port, 407);
    const env = { HTTPS_PROXY: url.replace('http://', 'http://me:word@') };
    expect(await reasonOf({ kubeconfig }, { env })).toBe(
      `the proxy answers with the status 407 (by way of the proxy ${url})`,
    );
  });

  it('that is no URL is refused', async () => {
    const { kubeconfig } = await serve((text) =>
      text.replace(', certificate-authority', ', proxy-url: "me:word@ proxy", certificate-authority'),
    );
    expect(await reasonOf({ kubeconfig })).toBe('the proxy for the cluster here is no URL:  proxy');
  });
});
