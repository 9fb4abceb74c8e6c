import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apiServer, isOpensslThere } from '../src/cluster/api-server.testing.ts';
import { answersFrom, objectsIn } from '../src/cluster/estate-server.testing.ts';

const example = 'testdata/ingress-nginx/proxy-ssl/client-certificate';
const print = ['bin/ingress2gateway.js', 'print', '--providers=ingress-nginx', '--emitter=agentgateway'];

const program = (args: readonly string[], input = '', env: Record<string, string> = {}) =>
  spawnSync(process.execPath, [...args], {
    input,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 28,
  });

/** As many Ingresses as fill a pipe many times over. */
const many = (count: number): string =>
  Array.from(
    { length: count },
    (_, i) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop-${i}, namespace: shop-${i}}
spec:
  ingressClassName: nginx
  rules:
  - host: shop-${i}.example.com
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}]}
`,
  ).join('---\n');

describe('the program that is built', () => {
  it('prints what the golden case holds', () => {
    const { stdout, status } = program([...print, '--input-file', `${example}/input.yaml`]);
    expect(stdout).toBe(readFileSync(`${example}/agentgateway/output.yaml`, 'utf8'));
    expect(status).toBe(0);
  });

  it('judges by definitions, with what it loads for that alone', () => {
    const folder = 'testdata/validate/broken-rule';
    const args = ['--input-file', `${folder}/input.yaml`, '--crds', 'testdata/validate/shops.crd.yaml'];
    const { stderr, status } = program(['bin/ingress2gateway.js', 'validate', ...args]);
    expect(`${stderr}exit ${status}\n`).toBe(
      readFileSync(`${folder}/report.txt`, 'utf8').replaceAll('input.yaml', `${folder}/input.yaml`),
    );
  });

  it('talks to a cluster, with what it loads for that alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kube-'));
    const config = join(folder, 'config');
    writeFileSync(
      config,
      `
current-context: gone
clusters: [{name: gone, cluster: {server: "https://127.0.0.1:1"}}]
contexts: [{name: gone, context: {cluster: gone}}]
`,
    );
    const args = ['--input-file', `${example}/input.yaml`, '--crds', 'cluster', '--kubeconfig', config];
    const { stdout, stderr, status } = program([...print, ...args]);
    expect(stderr).toBe(
      'ingress2gateway: the cluster cannot be reached at https://127.0.0.1:1: nobody listens there\n',
    );
    expect([stdout, status]).toEqual(['', 2]);
  });

  it('loads neither for other things', () => {
    const holding = (mark: string) =>
      ['cli.cjs', 'index.js', 'judge.cjs', 'cluster.cjs'].filter((file) =>
        readFileSync(`dist/${file}`, 'latin1').includes(mark),
      );
    expect(holding('RE2JS')).toEqual(['judge.cjs']);
    expect(holding('KUBERNETES_SERVICE_HOST')).toEqual(['cluster.cjs']);
  });

  it('keeps compiled code for this very Node, and none of an earlier build', () => {
    const compiled = readdirSync('dist').filter((name) => name.endsWith('.v8'));
    expect(compiled).toEqual([`cli-${process.version}-${process.platform}-${process.arch}.v8`]);
  });

  it('reads standard input', () => {
    const { stdout } = program([...print, '--input-file', '-'], readFileSync(`${example}/input.yaml`, 'utf8'));
    expect(stdout).toBe(readFileSync(`${example}/agentgateway/output.yaml`, 'utf8'));
  });

  it('ends with 1 where something is lost and 2 where the request makes no sense', () => {
    const lost = many(1).replace(
      'metadata: {',
      'metadata: {annotations: {nginx.ingress.kubernetes.io/auth-type: basic}, ',
    );
    expect(program([...print, '--input-file', '-'], lost).status).toBe(1);
    const senseless = program([...print, '--input-file', 'no-such-file.yaml']);
    expect(senseless).toMatchObject({ status: 2, stdout: '' });
    expect(senseless.stderr).toMatch(/no such file/);
  });

  it('writes everything into a slow pipe', () => {
    const folder = mkdtempSync(join(tmpdir(), 'i2g-'));
    writeFileSync(join(folder, 'many.yaml'), many(500));
    const slow = spawnSync(
      'sh',
      ['-c', `${process.execPath} ${print.join(' ')} --input-file ${folder}/many.yaml | (sleep 1; wc -c)`],
      { encoding: 'utf8' },
    );
    const whole = program([...print, '--input-file', `${folder}/many.yaml`]).stdout;
    expect(Number(slow.stdout)).toBe(whole.length);
    expect(whole.length).toBeGreaterThan(2 ** 18);
  });

  it('says nothing about a reader that has enough', () => {
    const folder = mkdtempSync(join(tmpdir(), 'i2g-'));
    writeFileSync(join(folder, 'many.yaml'), many(500));
    const head = spawnSync(
      'sh',
      ['-c', `${process.execPath} ${print.join(' ')} --input-file ${folder}/many.yaml | head -1`],
      { encoding: 'utf8' },
    );
    expect(head.stdout).toMatch(/^# from Ingress/);
    expect(head.stderr).not.toMatch(/EPIPE|Error/);
  });

  it('colours the report where it is told to, and not otherwise', () => {
    const coloured = /\u001b\[/;
    expect(
      program([...print, '--input-file', `${example}/input.yaml`], '', { FORCE_COLOR: '1', NO_COLOR: '' }).stderr,
    ).toMatch(coloured);
    expect(
      program([...print, '--input-file', `${example}/input.yaml`], '', { FORCE_COLOR: '1', NO_COLOR: '1' }).stderr,
    ).not.toMatch(coloured);
    expect(
      program([...print, '--input-file', `${example}/input.yaml`, '--no-color'], '', { FORCE_COLOR: '1', NO_COLOR: '' })
        .stderr,
    ).not.toMatch(coloured);
  });
});

describe.skipIf(!isOpensslThere)('a cluster', () => {
  /** Runs the program beside the test, which serves it. */
  async function beside(args: readonly string[], act: (child: ChildProcess) => void = () => {}) {
    const child = spawn(process.execPath, [...print, ...args]);
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        said[stream] += text;
      });
    act(child);
    const [code] = (await once(child, 'close')) as [number | null];
    return { ...said, code };
  }

  it('is converted like a file', async () => {
    const server = await apiServer(answersFrom(objectsIn(readFileSync(`${example}/input.yaml`, 'utf8'))));
    const { stdout, code } = await beside(['--kubeconfig', server.kubeconfig]);
    await server.stop();
    expect(stdout).toBe(readFileSync(`${example}/agentgateway/output.yaml`, 'utf8'));
    expect(code).toBe(0);
  });

  it('is left with Ctrl-C, without a word', async () => {
    const asked = { by: undefined as ChildProcess | undefined };
    const server = await apiServer(() => asked.by?.kill('SIGINT'));
    const { stdout, stderr, code } = await beside(['--kubeconfig', server.kubeconfig], (child) => {
      asked.by = child;
    });
    await server.stop();
    expect({ stdout, stderr, code }).toEqual({ stdout: '', stderr: '', code: 130 });
  });
});
