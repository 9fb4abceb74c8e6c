import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject } from '../read/values.ts';
import { certificate, isOpensslThere, kubeconfigOf } from './api-server.testing.ts';
import { type AuditEvent, auditIn, auditPolicy } from './audit.testing.ts';
import { metadataOf } from './estate-server.testing.ts';

/** The convention of envtest: a folder with `kube-apiserver` and `etcd`. */
const assets = process.env['KUBEBUILDER_ASSETS'] ?? '';

/** Whether a real API server can be started here, with something to talk to it. */
export const isRealServerThere =
  isOpensslThere &&
  assets !== '' &&
  ['kube-apiserver', 'etcd'].every((name) => existsSync(join(assets, name))) &&
  spawnSync('kubectl', ['version', '--client']).status === 0;

/** Says what is skipped, and what it takes to run it. */
export const sayWhatIsSkipped = (what: string): void =>
  console.warn(
    `skipped: ${what}, for which KUBEBUILDER_ASSETS has to name a folder with kube-apiserver and etcd, and kubectl, openssl and ../shared/crds have to be there`,
  );

/** An API server with etcd behind it, on loopback. */
export interface RealServer {
  readonly url: string;
  readonly port: number;
  /** Has `cert.pem` of the server, and `clerk.pem` with `clerk.key`: a client certificate for the user `clerk`. */
  readonly folder: string;
  /** Of the administrator. */
  readonly kubeconfig: string;
  /** Where etcd speaks JSON. */
  readonly etcd: string;
  readonly kubectl: (args: readonly string[], input?: string) => string;
  /** Installs the CustomResourceDefinitions below some folders. */
  readonly install: (folders: readonly string[]) => void;
  /** Creates the namespaces of objects, as far as those can exist. */
  readonly makeNamespaces: (objects: readonly JsonObject[]) => void;
  /** Writes the kubeconfig of a user, in the namespace `namespace`. */
  readonly kubeconfigFor: (user: string, settings?: { context?: string; namespace?: string }) => string;
  /** The requests so far, each with its answer. */
  readonly audit: () => Promise<readonly AuditEvent[]>;
  readonly stop: () => Promise<void>;
}

/** The token of the administrator. Others have their name for a token. */
export const adminToken = 'let-me-in';

/** How long the server may take to come up, in milliseconds. */
const patience = 90_000;

/** Starts an API server that knows some users by tokens. RBAC allows them nothing at first. */
export async function realServer(users: readonly string[] = [], flags: readonly string[] = []): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), 'real-server-'));
  const [etcdPort, peerPort, port] = [await freePort(), await freePort(), await freePort()];
  const [etcd, url] = [`http://127.0.0.1:${etcdPort}`, `https://127.0.0.1:${port}`];
  const file = (name: string) => join(folder, name);
  certificate(file('cert.pem'), file('key.pem'), 'localhost', 'subjectAltName=IP:127.0.0.1,DNS:api.example.com');
  certificate(file('clerk.pem'), file('clerk.key'), 'clerk', 'basicConstraints=CA:FALSE');
  const tokens = [`${adminToken},admin,admin,system:masters`, ...users.map((user) => `${user},${user},${user}`)];
  writeFileSync(file('tokens.csv'), `${tokens.join('\n')}\n`);
  writeFileSync(file('policy.yaml'), auditPolicy);
  writeFileSync(file('config'), kubeconfigOf(url, { token: adminToken }));
  const started: Started[] = [
    start(folder, 'etcd', [
      `--data-dir=${file('etcd')}`,
      `--listen-client-urls=${etcd}`,
      `--advertise-client-urls=${etcd}`,
      `--listen-peer-urls=http://127.0.0.1:${peerPort}`,
      '--unsafe-no-fsync',
    ]),
    start(folder, 'kube-apiserver', [
      `--etcd-servers=${etcd}`,
      `--secure-port=${port}`,
      `--tls-cert-file=${file('cert.pem')}`,
      `--tls-private-key-file=${file('key.pem')}`,
      // A certificate that signs itself is its own authority.
      `--client-ca-file=${file('clerk.pem')}`,
      `--service-account-key-file=${file('key.pem')}`,
      `--service-account-signing-key-file=${file('key.pem')}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      `--token-auth-file=${file('tokens.csv')}`,
      '--anonymous-auth=false',
      '--authorization-mode=RBAC',
      '--service-cluster-ip-range=10.0.0.0/16',
      // It would wait for a controller that nobody runs.
      '--disable-admission-plugins=ServiceAccount',
      `--audit-policy-file=${file('policy.yaml')}`,
      `--audit-log-path=${file('audit.log')}`,
      ...flags,
    ]),
  ];
  const stop = async () => {
    // The server before the store that it would wait for.
    for (const { child, ended } of started.toReversed()) {
      child.kill();
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await comesUp(started, url);
  } catch (error) {
    await stop();
    throw error;
  }
  const kubectl = (args: readonly string[], input = '') =>
    execFileSync('kubectl', ['--kubeconfig', file('config'), ...args], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  return {
    url,
    port,
    folder,
    kubeconfig: file('config'),
    etcd,
    kubectl,
    install: (folders) => {
      for (const one of folders) kubectl(['apply', '--server-side', '-R', '-f', one]);
      kubectl(['wait', '--for=condition=Established', '--all', 'customresourcedefinitions', '--timeout=60s']);
    },
    makeNamespaces: (objects) => {
      const names = new Set(
        objects
          .map((object) => String(metadataOf(object)['namespace'] ?? ''))
          .filter((name) => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)),
      );
      const texts = [...names].map((name) =>
        JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
      );
      if (texts.length > 0) kubectl(['apply', '--server-side', '-f', '-'], texts.join('\n'));
    },
    kubeconfigFor: (user, settings = {}) => {
      writeFileSync(file(`config-${user}`), kubeconfigOf(url, { token: user, ...settings }));
      return file(`config-${user}`);
    },
    audit: () => auditIn(file('audit.log')),
    stop,
  };
}

interface Started {
  readonly name: string;
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  readonly log: string;
}

function start(folder: string, name: string, args: readonly string[]): Started {
  const log = join(folder, `${name}.log`);
  const to = openSync(log, 'w');
  const child = spawn(join(assets, name), args, { stdio: ['ignore', to, to], cwd: folder });
  closeSync(to);
  const ended = new Promise<void>((done) => child.on('exit', () => done()).on('error', () => done()));
  return { name, child, ended, log };
}

async function comesUp(started: readonly Started[], url: string): Promise<void> {
  for (const end = Date.now() + patience; Date.now() < end; await pause(100)) {
    const gone = started.find(({ child }) => child.exitCode !== null || child.pid === undefined);
    if (gone) throw new Error(`${gone.name} has ended before it was ready:\n${endOf(gone.log)}`);
    if (await isReady(url)) return;
  }
  throw new Error(`no API server within ${patience / 1000} s:\n${started.map(({ log }) => endOf(log)).join('\n')}`);
}

const endOf = (log: string): string => readFileSync(log, 'utf8').split('\n').slice(-15).join('\n');

const isReady = (url: string): Promise<boolean> =>
  new Promise((done) => {
    get(
      `${url}/readyz`,
      { rejectUnauthorized: false, headers: { authorization: `Bearer ${adminToken}` } },
      (response) => {
        response.resume();
        done(response.statusCode === 200);
      },
    ).on('error', () => done(false));
  });

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
