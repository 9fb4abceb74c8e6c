import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { estateText } from '../dev/scale.ts';
import { nodeHost } from '../node-host.ts';
import { run } from '../run.ts';
import { certificate, isOpensslThere, kubeconfigOf } from './api-server.testing.ts';

/** The convention of envtest: a folder with `kube-apiserver` and `etcd`. */
const assets = process.env['KUBEBUILDER_ASSETS'] ?? '';
const crds = ['gateway-api/v1.6.1/standard', 'agentgateway/v1.4.1'].map((folder) => `../shared/crds/${folder}`);
const isThere =
  isOpensslThere &&
  assets !== '' &&
  ['kube-apiserver', 'etcd'].every((name) => existsSync(join(assets, name))) &&
  crds.every((folder) => existsSync(folder)) &&
  spawnSync('kubectl', ['version', '--client']).status === 0;
if (!isThere)
  console.warn(
    'skipped: a real API server, for which KUBEBUILDER_ASSETS has to name a folder with kube-apiserver and etcd, and kubectl, openssl and ../shared/crds have to be there',
  );

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });

const isReady = (url: string): Promise<boolean> =>
  new Promise((done) => {
    get(`${url}/readyz`, { rejectUnauthorized: false, headers: { authorization: 'Bearer let-me-in' } }, (response) => {
      response.resume();
      done(response.statusCode === 200);
    }).on('error', () => done(false));
  });

describe.skipIf(!isThere)('a real API server', () => {
  const started: ChildProcess[] = [];
  const folder = isThere ? mkdtempSync(join(tmpdir(), 'envtest-')) : '';
  const kubeconfig = join(folder, 'config');

  const kubectl = (args: readonly string[], input = ''): string =>
    execFileSync('kubectl', ['--kubeconfig', kubeconfig, ...args], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  const start = (name: string, args: readonly string[]) =>
    started.push(spawn(join(assets, name), args, { stdio: 'ignore', cwd: folder }));

  beforeAll(async () => {
    const [etcd, peers, port] = [await freePort(), await freePort(), await freePort()];
    const at = (p: number) => `http://127.0.0.1:${p}`;
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    certificate(cert, key, 'localhost', 'subjectAltName=IP:127.0.0.1');
    writeFileSync(join(folder, 'tokens.csv'), 'let-me-in,admin,1,system:masters\nnobody,reader,2\n');
    writeFileSync(kubeconfig, kubeconfigOf(`https://127.0.0.1:${port}`));
    start('etcd', [
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${at(etcd)}`,
      `--advertise-client-urls=${at(etcd)}`,
      `--listen-peer-urls=${at(peers)}`,
      '--unsafe-no-fsync',
    ]);
    start('kube-apiserver', [
      `--etcd-servers=${at(etcd)}`,
      `--secure-port=${port}`,
      `--tls-cert-file=${cert}`,
      `--tls-private-key-file=${key}`,
      `--service-account-key-file=${key}`,
      `--service-account-signing-key-file=${key}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      `--token-auth-file=${join(folder, 'tokens.csv')}`,
      '--authorization-mode=RBAC',
      '--service-cluster-ip-range=10.0.0.0/24',
      '--disable-admission-plugins=ServiceAccount',
    ]);
    for (let turn = 0; turn < 120 && !(await isReady(`https://127.0.0.1:${port}`)); turn += 1)
      await new Promise((done) => setTimeout(done, 500));
    for (const one of crds) kubectl(['apply', '--server-side', '-R', '-f', one]);
    kubectl(['wait', '--for=condition=Established', '--all', 'customresourcedefinitions', '--timeout=60s']);
    for (const i of [0, 1, 2, 3, 4]) kubectl(['create', 'namespace', `team-${i}`]);
    kubectl(['apply', '--server-side', '-f', '-'], estateText(200, { namespaces: 5, perHost: 2 }));
    // Of the same server, as somebody who may do nothing.
    writeFileSync(join(folder, 'denied'), kubeconfigOf(`https://127.0.0.1:${port}`, { token: 'nobody' }));
  }, 180_000);

  afterAll(() => {
    for (const child of started) child.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  const printed = (args: readonly string[], emitter = 'agentgateway') =>
    run(['print', '--providers=ingress-nginx', '--emitter', emitter, ...args], nodeHost);

  it.each(['agentgateway', 'standard'])('is converted, and takes what %s prints', async (emitter) => {
    const live = await printed(['-A', '--kubeconfig', kubeconfig], emitter);
    const kinds = 'ingresses,ingressclasses,services,configmaps';
    const dump = join(folder, 'dump.yaml');
    writeFileSync(dump, kubectl(['get', kinds, '-A', '-o', 'yaml']));
    expect(live.stdout).toBe((await printed(['--input-file', dump], emitter)).stdout);
    const applied = kubectl(['apply', '--server-side', '--validate=strict', '-f', '-'], live.stdout);
    expect(applied.trim().split('\n').length).toBe(live.stdout.match(/^kind: /gm)?.length);
  });

  it('lets nobody in who may not list Ingresses, and says what to ask', async () => {
    const { stdout, stderr, exitCode } = await printed(['-A', '--kubeconfig', join(folder, 'denied')]);
    expect(stderr).toContain('kubectl auth can-i list ingresses --all-namespaces --context test');
    expect([stdout, exitCode]).toEqual(['', 2]);
  });
});
