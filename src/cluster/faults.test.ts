import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ApiServer, apiServers, isOpensslThere, kubeconfigOf } from './api-server.testing.ts';
import { answersFrom, type Fault, forbids, on, type Question, questionOf, refusal } from './estate-server.testing.ts';
import { describeForbidden, printed, shop } from './forbidden.testing.ts';

if (!isOpensslThere) console.warn('skipped: faults of clusters, for there is no openssl to make a certificate');

const answer = answersFrom(shop);

const started = apiServers();

/** A server that does something else for some requests. */
async function serve(fault: Fault = () => false): Promise<ApiServer> {
  const turns = new Map<string, number>();
  return started((request, response) => {
    const question = questionOf(request.url ?? '') as Question;
    const turn = (turns.get(question.plural) ?? 0) + 1;
    turns.set(question.plural, turn);
    if (!fault(question, turn, response)) answer(request, response);
  });
}

const brokenOff = 'the connection was closed before the end of the answer, 5 times';

describeForbidden('a server of ours', isOpensslThere, async (forbidden) => {
  if (forbidden === undefined) return (await serve()).kubeconfig;
  const { plural, isReadableThere } = forbidden;
  const isAsked = (_: number, { namespace }: Question) => !isReadableThere || namespace === undefined;
  return (await serve(on(plural, forbids, isAsked))).kubeconfig;
});

/** What is injected, what the user sees instead of objects, and with which flags. */
const fatal: [name: string, fault: Fault, said: string, ...flags: string[]][] = [
  [
    '401',
    on('ingresses', (response) => refusal(response, 401, 'Unauthorized')),
    'the cluster does not let you in (context test): Unauthorized; see whether kubectl does: kubectl auth whoami --context test',
  ],
  [
    '500 for ever',
    on('ingresses', (response) => refusal(response, 500, 'etcdserver: request timed out')),
    'SERVER does not answer as a cluster does: etcdserver: request timed out (status 500, 5 times)',
  ],
  [
    '429 for longer than anybody waits',
    on('ingresses', (response) => refusal(response, 429, 'too many requests', { 'retry-after': '3600' })),
    'SERVER does not answer as a cluster does: too many requests (status 429, to wait 3600 s)',
  ],
  [
    'a connection that is dropped in the middle of an answer',
    on('ingresses', (response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"items": [', () => response.destroy());
    }),
    `the cluster cannot be reached at SERVER: ${brokenOff}`,
  ],
  [
    'an answer that takes too long',
    on('ingresses', (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(drip));
    }),
    'the cluster cannot be reached at SERVER: no answer within 0.3 s',
    '--request-timeout',
    '300ms',
  ],
  [
    'HTML',
    on('ingresses', (response) => response.writeHead(200).end('<html>log in</html>')),
    'SERVER does not answer as a cluster does: it answers with something else than a list',
  ],
  [
    'JSON that is cut off',
    on('ingresses', (response) => response.writeHead(200).end('{"items": [{')),
    'SERVER does not answer as a cluster does: it answers with something else than a list',
  ],
];

describe.skipIf(!isOpensslThere)('a cluster that gives no answer ends the run', () => {
  it.each<(typeof fatal)[number]>(fatal)('%s', async (_, fault, said, ...flags) => {
    const { kubeconfig, url } = await serve(fault);
    const { stdout, stderr, exitCode } = await printed(kubeconfig, flags);
    expect(stderr).toBe(`ingress2gateway: ${said.replace('SERVER', url)}\n`);
    expect([stdout, exitCode]).toEqual(['', 2]);
  });
});

/** What is injected, and nobody is told of. */
const survived: [name: string, fault: Fault][] = [
  [
    '429 with Retry-After',
    on(
      'ingresses',
      (response) => refusal(response, 429, 'slow', { 'retry-after': '1' }),
      (turn) => turn === 1,
    ),
  ],
  [
    '500 three times',
    on(
      'ingresses',
      (response) => refusal(response, 500, 'etcd has no leader'),
      (turn) => turn <= 3,
    ),
  ],
  [
    'a connection that is dropped once',
    on(
      'ingresses',
      (response) => response.destroy(),
      (turn) => turn === 1,
    ),
  ],
];

describe.skipIf(!isOpensslThere)('a cluster that gives an answer in the end', () => {
  it.each<(typeof survived)[number]>(survived)('%s', async (_, fault) => {
    const plain = await printed((await serve()).kubeconfig);
    const { kubeconfig } = await serve(fault);
    expect(await printed(kubeconfig)).toEqual(plain);
    expect(plain.stdout).toContain('kind: HTTPRoute');
    expect(plain.exitCode).toBe(0);
  });

  it('waits as long as it is asked to', async () => {
    const { kubeconfig, requests } = await serve(
      on(
        'ingresses',
        (response) => refusal(response, 429, 'slow', { 'retry-after': '1' }),
        (turn) => turn === 1,
      ),
    );
    const began = Date.now();
    await printed(kubeconfig);
    expect(Date.now() - began).toBeGreaterThanOrEqual(1000);
    expect(requests.filter(({ url }) => url.includes('/ingresses?'))).toHaveLength(2);
  });
});

describe.skipIf(!isOpensslThere)('a kubeconfig that leads nowhere ends the run', () => {
  /** Writes a kubeconfig beside the server's, and a program for it. */
  async function written(user: string, program = ''): Promise<string> {
    const { folder, url } = await serve();
    writeFileSync(join(folder, 'login.sh'), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
    writeFileSync(join(folder, 'other'), kubeconfigOf(url, { user }));
    return join(folder, 'other');
  }

  const exec = 'exec: {apiVersion: client.authentication.k8s.io/v1, command: ./login.sh, interactiveMode: Never}';
  const credential = (status: object) =>
    `echo '${JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status })}'`;
  const unfit = 'the kubeconfig is of no use: ';

  it.each<[string, string, string]>([
    [
      'credentials that have expired',
      credential({ token: 'secret-token', expirationTimestamp: '2020-01-01T00:00:00Z' }),
      'FOLDER/login.sh hands out credentials that expired at 2020-01-01T00:00:00Z: log in again',
    ],
    [
      'a program that fails',
      'echo secret-token; echo "no session: log in first" >&2; exit 3',
      'FOLDER/login.sh hands out no credentials and ends with the exit code 3: no session: log in first',
    ],
    [
      'a program that says something else',
      'echo secret-token',
      'FOLDER/login.sh hands out something else than an ExecCredential',
    ],
    [
      'a program that says nothing of use',
      credential({}),
      'FOLDER/login.sh hands out neither a token nor a certificate with its key',
    ],
  ])('%s', async (_, program, said) => {
    const file = await written(exec, program);
    const { stdout, stderr, exitCode } = await printed(file);
    expect(stderr).toBe(`ingress2gateway: ${unfit}${said.replace('FOLDER', dirname(file))}\n`);
    expect(stderr).not.toContain('secret-token');
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  it('a program that is not there', async () => {
    const file = await written(
      'exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-login, installHint: "get it\\n  from the shop"}',
    );
    const { stderr, exitCode } = await printed(file);
    expect(stderr).toBe(
      `ingress2gateway: ${unfit}no-such-login cannot be run for credentials: there is no such program: get it from the shop\n`,
    );
    expect(exitCode).toBe(2);
  });

  it('no kubeconfig', async () => {
    const { stdout, stderr, exitCode } = await printed('/nowhere/config');
    expect(stderr).toBe(
      'ingress2gateway: there is no kubeconfig: looked at /nowhere/config; name one with --kubeconfig, or files with --input-file\n',
    );
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  it('a context that is not there', async () => {
    const { kubeconfig } = await serve();
    const { stdout, stderr, exitCode } = await printed(kubeconfig, ['--context', 'prod']);
    expect(stderr).toBe(`ingress2gateway: ${unfit}there is no context prod: choose from test\n`);
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  it('an authority that has not signed', async () => {
    const other = await started(() => {});
    const { url } = await serve();
    writeFileSync(other.kubeconfig, kubeconfigOf(url));
    const { stdout, stderr, exitCode } = await printed(other.kubeconfig);
    expect(stderr).toBe(
      `ingress2gateway: the cluster cannot be reached at ${url}: its certificate is not signed by the authority in the kubeconfig\n`,
    );
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  it('a proxy that nobody runs', async () => {
    const { kubeconfig, folder, url } = await serve();
    const file = join(folder, 'proxied');
    writeFileSync(
      file,
      kubeconfigOf(url).replace(
        ', certificate-authority',
        ', proxy-url: "http://me:word@127.0.0.1:1", certificate-authority',
      ),
    );
    expect(kubeconfig).toContain(folder);
    const { stdout, stderr, exitCode } = await printed(file);
    expect(stderr).toBe(
      `ingress2gateway: the cluster cannot be reached at ${url}: nobody listens there (by way of the proxy http://127.0.0.1:1)\n`,
    );
    expect([stdout, exitCode]).toEqual(['', 2]);
  });
});
