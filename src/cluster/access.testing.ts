import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { version } from '../version.ts';
import { kubeconfigOf } from './api-server.testing.ts';
import { type Cluster, isClusterError, ownCluster } from './cluster.ts';
import { openCluster, type World } from './open.ts';
import { proxies } from './proxies.testing.ts';

/** Who asked for something, as the server saw him. */
export interface Asked {
  /** His token, or the name in his certificate. */
  readonly by: string | undefined;
  readonly agent: string | undefined;
  /** Whom he wants to be taken for. */
  readonly as?: {
    readonly username: string;
    readonly uid: string;
    readonly groups: readonly string[];
    readonly scopes: readonly string[];
  };
}

/** A server with a door. A test has a folder of its own with `cert.pem` of the server, and `clerk.pem` with `clerk.key` of a user. */
export interface Door {
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  /** The requests so far. */
  readonly asked: () => Promise<readonly Asked[]>;
}

/** Whose tokens the server has to know. */
export const tokens = ['let-me-in', 'handed-out', 'from-a-file', 'mine'];

/** What everybody may list. */
const ingresses = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', plural: 'ingresses' };

/** Opens the cluster of some settings, and lists something. */
export async function listed(settings: object, world: World = {}): Promise<Cluster> {
  const cluster = await openCluster(settings, { pause: 1, ...world });
  await cluster.list(ingresses);
  return cluster;
}

/** Why a cluster with some settings does not let anybody in. */
export const reasonOf = async (settings: object, world: World = {}): Promise<string> => {
  try {
    await listed(settings, world);
  } catch (error) {
    if (isClusterError(error)) return 'reason' in error.problem ? error.problem.reason : error.problem.kind;
    throw error;
  }
  return 'it is let in';
};

/** Leaves a kubeconfig as it is. */
export const asIs = (text: string) => text;

/** A door, and a kubeconfig that was changed. */
export const serving =
  (open: () => Promise<Door>) =>
  async (change: (text: string) => string, user = '') => {
    const door = await open();
    const kubeconfig = join(door.folder, 'changed');
    writeFileSync(kubeconfig, change(kubeconfigOf(door.url, { user })));
    return { ...door, kubeconfig, last: async () => (await door.asked()).at(-1) };
  };

/** The newest language that programs for credentials speak. */
export const v1 = 'client.authentication.k8s.io/v1';

/** A user whose credentials a program hands out. */
export const exec = (more = '') =>
  `exec: {apiVersion: ${v1}, command: ./login.sh, interactiveMode: IfAvailable${more}}`;

/** A program that notes each of its runs with what it was told, and hands something out. */
export function program(folder: string, status: object): () => string[] {
  const runs = join(folder, 'runs');
  const handed = JSON.stringify({ apiVersion: v1, kind: 'ExecCredential', status });
  writeFileSync(join(folder, 'credential'), handed);
  const text = `#!/bin/sh\necho "$SHOP $1 $KUBERNETES_EXEC_INFO" >>'${runs}'\ncat '${folder}/credential'\n`;
  writeFileSync(join(folder, 'login.sh'), text, { mode: 0o755 });
  return () => (existsSync(runs) ? readFileSync(runs, 'utf8').trim().split('\n') : []);
}

/** What has to hold of every API server, be it a real one or not: how one gets in. */
export function describeAccess(name: string, isThere: boolean, open: () => Promise<Door>): void {
  const serve = serving(open);
  const fields = (more: string) => (text: string) =>
    text.replace(', certificate-authority', `, ${more}, certificate-authority`);

  describe.skipIf(!isThere)(`${name}: a program for credentials`, () => {
    it('runs once for all requests, and is told of the cluster where it may know', async () => {
      const { kubeconfig, folder, url, last } = await serve(
        fields('extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: shops}}]'),
        exec(', provideClusterInfo: true, args: [--login], env: [{name: SHOP, value: corner}]'),
      );
      const runs = program(folder, { token: 'handed-out' });
      const cluster = await listed({ kubeconfig });
      await cluster.list(ingresses);
      expect(await last()).toMatchObject({ by: 'handed-out' });
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
      const { kubeconfig, folder, last } = await serve(asIs, exec());
      const [clientCertificateData, clientKeyData] = ['clerk.pem', 'clerk.key'].map((file) =>
        readFileSync(join(folder, file), 'utf8'),
      );
      program(folder, { clientCertificateData, clientKeyData });
      await listed({ kubeconfig });
      expect(await last()).toMatchObject({ by: 'clerk' });
    });
  });

  describe.skipIf(!isThere)(`${name}: who asks`, () => {
    it.each([
      ['a certificate', 'client-certificate: clerk.pem, client-key: clerk.key', 'clerk'],
      ['a token', 'token: let-me-in', 'let-me-in'],
      ['a token in a file beside the kubeconfig', 'tokenFile: token', 'from-a-file'],
    ])('may have %s', async (_, user, by) => {
      const { kubeconfig, folder, last } = await serve(asIs, user);
      writeFileSync(join(folder, 'token'), 'from-a-file\n');
      await listed({ kubeconfig });
      expect(await last()).toEqual({ by, agent: `ingress2gateway/${version}` });
    });

    it('may be taken for somebody else, with his groups', async () => {
      const user = 'token: mine, as: clerk, as-uid: "7", as-groups: [shop, docs], as-user-extra: {scopes: [a, b]}';
      const { kubeconfig, last } = await serve(asIs, user);
      await listed({ kubeconfig });
      const as = { username: 'clerk', uid: '7', groups: expect.arrayContaining(['shop', 'docs']), scopes: ['a', 'b'] };
      expect(await last()).toMatchObject({ by: 'mine', as });
    });

    it.each([
      ['a token that nobody knows', 'token: of-nobody'],
      ['nothing at all', ' '],
    ])('is not let in with %s', async (_, user) => {
      const { kubeconfig } = await serve(asIs, user);
      await expect(listed({ kubeconfig })).rejects.toMatchObject({ problem: { kind: 'denied', status: 401 } });
    });
  });

  describe.skipIf(!isThere)(`${name}: the server`, () => {
    const elsewhere = (text: string) => text.replace('https://127.0.0.1', 'https://localhost');

    it('is known by its certificate, under the name that the kubeconfig gives it', async () => {
      const { kubeconfig } = await serve(elsewhere);
      expect(await reasonOf({ kubeconfig })).toBe('its certificate is for another name');
      const named = await serve((text) => fields('tls-server-name: api.example.com')(elsewhere(text)));
      expect(await reasonOf({ kubeconfig: named.kubeconfig })).toBe('it is let in');
    });

    it('is believed where the kubeconfig says so', async () => {
      const { kubeconfig } = await serve((text) =>
        elsewhere(text).replace(', certificate-authority: cert.pem', ', insecure-skip-tls-verify: true'),
      );
      expect(await reasonOf({ kubeconfig })).toBe('it is let in');
    });

    it('is not believed with a certificate of somebody else', async () => {
      const { kubeconfig } = await serve((text) => text.replace('cert.pem', 'clerk.pem'));
      expect(await reasonOf({ kubeconfig })).toBe('its certificate is not signed by the authority in the kubeconfig');
    });

    it('is that of the Pod where there is no kubeconfig', async () => {
      const { folder, port, last } = await serve(asIs);
      const pod = podIn(folder, '127.0.0.1', port);
      const cluster = await listed({}, pod);
      expect(cluster).toMatchObject({ context: ownCluster, namespace: 'shop' });
      expect(await last()).toMatchObject({ by: 'from-a-file' });
      await expect(listed({ context: 'prod' }, pod)).rejects.toMatchObject({
        problem: { kind: 'no-configuration' },
      });
    });
  });

  describe.skipIf(!isThere)(`${name}: the kubeconfig`, () => {
    it('of several, the first that has a name counts, and one that is missing is passed over', async () => {
      const { folder, url, kubeconfig, last } = await serve(asIs);
      const second = join(folder, 'second');
      writeFileSync(second, kubeconfigOf(url, { context: 'second', token: 'of-nobody', namespace: 'docs' }));
      const env = { KUBECONFIG: [join(folder, 'none'), kubeconfig, second].join(':') };
      expect(await listed({}, { env })).toMatchObject({ context: 'test', namespace: 'default' });
      expect(await listed({ context: 'second' }, { env })).toMatchObject({ context: 'second', namespace: 'docs' });
      // The user of the second file has the name of the first one's, which counts.
      expect(await last()).toMatchObject({ by: 'let-me-in' });
    });
  });

  describe.skipIf(!isThere)(`${name}: a proxy`, () => {
    const proxy = proxies();
    const afar = (text: string) => text.replace(/https:\/\/127.0.0.1:\d+/, 'https://api.example.com:6443');

    it('of the environment is asked for the way, and for others only', async () => {
      const { kubeconfig, port, asked } = await serve(afar);
      const way = await proxy(port);
      const env = { HTTPS_PROXY: way.url.replace('http://', 'http://me:word@') };
      const before = (await asked()).length;
      const cluster = await openCluster({ kubeconfig }, { env });
      await cluster.list(ingresses);
      await cluster.list(ingresses);
      // One connection for both.
      const by = `Basic ${Buffer.from('me:word').toString('base64')}`;
      expect(way.asked).toEqual([{ to: 'api.example.com:6443', by }]);
      expect(await asked()).toHaveLength(before + 2);
      const exempt = { ...env, NO_PROXY: 'example.com' };
      expect(await reasonOf({ kubeconfig }, { env: exempt })).toMatch(/no such host|cannot be resolved/);
      expect(way.asked).toHaveLength(1);
    });

    it('of the kubeconfig counts more', async () => {
      const { port, folder, url } = await serve(afar);
      const way = await proxy(port);
      const file = join(folder, 'proxied');
      writeFileSync(file, fields(`proxy-url: "${way.url}"`)(afar(kubeconfigOf(url))));
      await listed({ kubeconfig: file }, { env: { HTTPS_PROXY: 'http://127.0.0.1:1', NO_PROXY: '*' } });
      expect(way.asked).toHaveLength(1);
    });

    it('of the environment is asked by a Pod as well', async () => {
      const { folder, port } = await serve(asIs);
      const way = await proxy(port);
      const { env, root } = podIn(folder, 'api.example.com', 6443);
      await listed({}, { env: { ...env, HTTPS_PROXY: way.url }, root });
      expect(way.asked).toEqual([{ to: 'api.example.com:6443', by: undefined }]);
    });

    it('that refuses is named, without the password', async () => {
      const { kubeconfig, port } = await serve(afar);
      const { url } = await proxy(port, 407);
      const env = { HTTPS_PROXY: url.replace('http://', 'http://me:word@') };
      expect(await reasonOf({ kubeconfig }, { env })).toBe(
        `the proxy answers with the status 407 (by way of the proxy ${url})`,
      );
    });
  });
}

/** What a Pod finds in itself, below a folder of a server. */
function podIn(folder: string, host: string, port: number) {
  const root = join(folder, 'pod');
  const account = join(root, 'var/run/secrets/kubernetes.io/serviceaccount');
  mkdirSync(account, { recursive: true });
  writeFileSync(join(account, 'token'), 'from-a-file\n');
  writeFileSync(join(account, 'namespace'), 'shop');
  writeFileSync(join(account, 'ca.crt'), readFileSync(join(folder, 'cert.pem')));
  const env = { HOME: folder, KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: String(port) };
  return { env, root };
}
