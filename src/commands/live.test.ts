import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ApiServer, apiServers, isOpensslThere, kubeconfigOf } from '../cluster/api-server.testing.ts';
import { answersFrom, objectsIn, questionOf, refusal, shops } from '../cluster/estate-server.testing.ts';
import { openCluster } from '../cluster/open.ts';
import { estate } from '../dev/estate.ts';
import { goldenTexts } from '../dev/testdata.ts';
import type { Host } from '../host.ts';
import { memoryCluster } from '../memory-cluster.ts';
import { memoryHost } from '../memory-host.ts';
import { nodeHost } from '../node-host.ts';
import type { JsonObject } from '../read/values.ts';
import { run } from '../run.ts';

if (!isOpensslThere) console.warn('skipped: conversions of clusters, for there is no openssl to make a certificate');

const serve = apiServers();

const print = ['print', '--providers=ingress-nginx', '--emitter=agentgateway'];
const listOf = (items: readonly JsonObject[]): string => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

const fromServer = ({ kubeconfig }: ApiServer, flags: readonly string[]) =>
  run([...print, ...flags, '--kubeconfig', kubeconfig], {
    ...nodeHost,
    openCluster: (settings) => openCluster(settings, { pause: 1 }),
  });

const fromText = (text: string, flags: readonly string[] = []) =>
  run([...print, ...flags, '--input-file', 'objects.json'], memoryHost({ 'objects.json': text }));

const controller = objectsIn(
  'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ingress-nginx-controller, namespace: ingress-nginx}\n',
);

describe.skipIf(!isOpensslThere)('ten thousand Ingresses', () => {
  it('come over one connection, and give the same bytes as from a file', { timeout: 300_000 }, async () => {
    const objects = [...shops(10_000), ...controller];
    const started = await serve(answersFrom(objects));
    const live = await fromServer(started, ['-A']);
    expect(live.exitCode).toBe(0);
    const file = await fromText(listOf(objects));
    expect(live.stdout === file.stdout, 'the same bytes').toBe(true);
    expect(live.stdout.match(/^kind: HTTPRoute$/gm)).toHaveLength(10_000);
    expect(started.connections()).toBe(1);
    expect(started.requests.filter(({ url }) => url.includes('/ingresses?'))).toHaveLength(20);
  });

  it('whose list grows too old in the middle', async () => {
    const objects = [...shops(1_200), ...controller];
    const answer = answersFrom(objects);
    const started = await serve((request, response) => {
      const question = questionOf(request.url ?? '');
      if (question?.query.get('continue') === '1000')
        refusal(response, 410, 'The provided continue parameter is too old');
      else answer(request, response);
    });
    const live = await fromServer(started, ['-A']);
    const piped = await run([...print, '--input-file', '-'], memoryHost({}, listOf(objects)));
    expect(live.stdout === piped.stdout, 'the same bytes as from standard input').toBe(true);
  });
});

describe('the same objects in a cluster and in files give the same bytes', () => {
  /** What a cluster is not asked for, or does not tell. */
  const isApart = ({ apiVersion, kind, metadata }: JsonObject): boolean =>
    /beta/.test(String(apiVersion)) ||
    kind === 'Secret' ||
    (kind === 'ConfigMap' && (metadata as JsonObject)['name'] !== 'ingress-nginx-controller');

  const inputs = goldenTexts('input.yaml').map(({ path, text }) => [path, objectsIn(text)] as const);
  const alike = inputs.filter(([, objects]) => objects.length > 0 && !objects.some(isApart));

  it('there are many', () => expect(alike.length).toBeGreaterThan(250));

  it.each(alike)('%s', async (_, objects) => {
    const live = await run([...print, '-A'], memoryHost({}, '', memoryCluster(objects)));
    expect(live.stdout).toBe((await fromText(listOf(objects))).stdout);
  });

  it.each([1, 2, 3, 4, 5])('estate %i', async (seed) => {
    const objects = objectsIn(listOf(estate(seed, { namespaces: ['default', 'shop'], config: {} }) as JsonObject[]));
    const open = objects.filter(({ kind }) => kind !== 'Secret');
    const live = await run([...print, '-A'], memoryHost({}, '', memoryCluster(open)));
    const text = await fromText(listOf(open));
    expect(live.stdout).toBe(text.stdout);
    const one = await run([...print, '-n', 'shop'], memoryHost({}, '', memoryCluster(open)));
    expect(one.stdout).toBe((await fromText(listOf(open), ['-n', 'shop'])).stdout);
  });
});

describe.skipIf(!isOpensslThere)('what a Secret holds', () => {
  const value = 'not-for-anybody';
  const certificate = '-----BEGIN CERTIFICATE-----\nbm90LWZvci1hbnlib2R5\n-----END CERTIFICATE-----\n';
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const secret = (name: string, data: Record<string, string>): JsonObject => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace: 'shop',
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ data }) },
    },
    data: Object.fromEntries(Object.entries(data).map(([key, text]) => [key, base64(text)])),
  });
  const secrets = [
    secret('users', { ada: value }),
    secret('list', { auth: `ada:${value}` }),
    secret('clients', { 'ca.crt': certificate }),
    secret('backend', { 'ca.crt': certificate, 'tls.crt': certificate, 'tls.key': value }),
    secret('shop-tls', { 'tls.crt': certificate, 'tls.key': value }),
  ];
  const annotated = (name: string, annotations: Record<string, string>): JsonObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name,
      namespace: 'shop',
      annotations: Object.fromEntries(
        Object.entries(annotations).map(([key, text]) => [`nginx.ingress.kubernetes.io/${key}`, text]),
      ),
    },
    spec: {
      ingressClassName: 'nginx',
      tls: [{ hosts: [`${name}.example.com`], secretName: 'shop-tls' }],
      rules: [
        {
          host: `${name}.example.com`,
          http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: 80 } } } }] },
        },
      ],
    },
  });
  const ingresses = [
    annotated('users', { 'auth-type': 'basic', 'auth-secret': 'users', 'auth-secret-type': 'auth-map' }),
    annotated('list', { 'auth-type': 'basic', 'auth-secret': 'shop/list' }),
    annotated('clients', { 'auth-tls-secret': 'shop/clients' }),
    annotated('backend', {
      'backend-protocol': 'HTTPS',
      'proxy-ssl-secret': 'shop/backend',
      'proxy-ssl-verify': 'on',
      'proxy-ssl-name': 'backend.internal',
    }),
  ];
  const objects = [...ingresses, ...controller, ...secrets];
  const traces = [
    value,
    base64(value),
    'BEGIN CERTIFICATE',
    base64(certificate).slice(0, 40),
    'bm90LWZv',
    'last-applied',
  ];

  it.each(['agentgateway', 'standard'])('is in no output and no message of %s', async (emitter) => {
    const started = await serve(answersFrom(objects));
    const asked = ['-A', '--read-secrets', '--emitter', emitter];
    const reports = ['--report', 'json', '--report-file', `human=${join(started.folder, 'human')}`];
    const { stdout, stderr } = await fromServer(started, [...asked, ...reports]);
    const said = stdout + stderr + readFileSync(join(started.folder, 'human'), 'utf8');
    for (const trace of traces) expect(said).not.toContain(trace);
    expect(stdout).not.toMatch(/^ *(stringData|data):/m);
    expect(stdout).toContain('kind: HTTPRoute');
    // The test sees them where they are: what the same objects give from a file has some.
    expect((await fromText(listOf(objects), ['--emitter', emitter])).stdout).toMatch(/BEGIN CERTIFICATE|stringData/);
  });

  it('is asked for by name, with leave alone', async () => {
    const started = await serve(answersFrom(objects));
    await fromServer(started, ['-A']);
    expect(started.requests.filter(({ url }) => url.includes('secrets'))).toEqual([]);
    await fromServer(started, ['-A', '--read-secrets']);
    const asked = started.requests.map(({ url }) => url).filter((url) => url.includes('secrets'));
    const names = ['backend', 'clients', 'list', 'shop-tls', 'users'];
    expect(asked.sort()).toEqual(names.map((name) => `/api/v1/namespaces/shop/secrets/${name}`));
  });

  it('a key that is missing is told as for files', async () => {
    const started = await serve(answersFrom([...ingresses, ...controller, secret('list', { password: value })]));
    const { stderr } = await fromServer(started, ['-A', '--read-secrets']);
    expect(stderr).toContain('Secret shop/list has no key auth');
  });
});

describe.skipIf(!isOpensslThere)('the leave that the README asks for', () => {
  it('is what is used: everything of it, nothing else, and nothing that changes anything', async () => {
    const [, yaml = ''] = /```yaml\n(apiVersion: rbac[\s\S]*?)```/.exec(readFileSync('README.md', 'utf8')) ?? [];
    const [role] = objectsIn(yaml) as { rules?: Record<'apiGroups' | 'resources' | 'verbs', string[]>[] }[];
    const granted = (role?.rules ?? []).flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap((group) => resources.flatMap((plural) => verbs.map((verb) => `${verb} ${group}/${plural}`))),
    );
    const headers = 'nginx.ingress.kubernetes.io/custom-headers';
    const ingress = { ...(shops(1)[0] as JsonObject) };
    const metadata = { name: 'a', namespace: 'shop', annotations: { [headers]: 'shop/headers' } };
    const spec = { ...(ingress['spec'] as JsonObject), tls: [{ secretName: 'shop-tls' }] };
    const started = await serve(answersFrom([{ ...ingress, metadata, spec }]));
    await fromServer(started, ['-A', '--read-secrets']);
    const used = started.requests.map(({ url }) => questionOf(url)).map((q) => `${q?.verb} ${q?.group}/${q?.plural}`);
    expect([...new Set(used)].sort()).toEqual(granted.sort());
    expect(new Set(started.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  });
});

describe.skipIf(!isOpensslThere)('a program for credentials', () => {
  it('runs once, also where the cluster judges what is printed', async () => {
    const started = await serve(answersFrom([...shops(1), ...controller]));
    const runs = join(started.folder, 'runs');
    const credential =
      '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"a"}}';
    writeFileSync(join(started.folder, 'login'), `#!/bin/sh\necho run >>${runs}\necho '${credential}'\n`, {
      mode: 0o755,
    });
    const user = 'exec: {apiVersion: client.authentication.k8s.io/v1, command: ./login}';
    writeFileSync(started.kubeconfig, kubeconfigOf(started.url, { user }));
    await fromServer(started, ['-A', '--crds', 'cluster']);
    const asked = started.requests.map(({ url }) => questionOf(url)?.plural);
    expect(asked).toEqual(expect.arrayContaining(['customresourcedefinitions', 'ingresses']));
    expect(readFileSync(runs, 'utf8')).toBe('run\n');
  });
});

describe('flags of a cluster', () => {
  const host: Host = memoryHost({ 'a.yaml': '' }, '', memoryCluster(shops(1)));

  it.each([
    [['--context', 'prod'], '--context is for a cluster, and --input-file names files'],
    [['--request-timeout', '5s'], '--request-timeout is for a cluster, and --input-file names files'],
    [['--read-secrets'], '--read-secrets is for a cluster, and --input-file names files'],
  ])('%s mean nothing for files', async (flags, said) => {
    const { stderr, exitCode } = await run([...print, '--input-file', 'a.yaml', ...flags], host);
    expect([stderr, exitCode]).toEqual([`ingress2gateway: ${said}\n`, 2]);
  });

  it.each([
    ['5', 5_000],
    ['1m30s', 90_000],
    ['1.5s', 1_500],
    ['250ms', 250],
    ['0', 0],
  ])('a time-out of %s', async (text, patience) => {
    let given: unknown;
    const openCluster: Host['openCluster'] = async (settings) => {
      given = settings;
      return memoryCluster(shops(1));
    };
    await run([...print, '-A', '--request-timeout', text], { ...host, openCluster });
    expect(given).toEqual({ patience });
  });

  it.each(['soon', '5 s', '-1', 's'])('no time-out of %s', async (text) => {
    const { stderr, exitCode } = await run([...print, `--request-timeout=${text}`], host);
    expect(stderr).toContain('Expected a time such as 30s or 2m.');
    expect(exitCode).toBe(2);
  });
});

describe('a cluster that changes meanwhile', () => {
  it('gives each object once, as it was first seen', async () => {
    const [ingress] = shops(1);
    const cluster = memoryCluster([ingress as JsonObject]);
    const seen: JsonObject[] = [];
    // Found by its name, and changed, whenever somebody looks.
    const list: typeof cluster.list = async (type, selection) => {
      if (type.kind !== 'ConfigMap') return cluster.list(type, selection);
      seen.push({ ...(controller[0] as JsonObject), data: { 'proxy-body-size': `${seen.length}m` } });
      return seen.slice(-1);
    };
    const { stderr } = await run([...print, '-A'], memoryHost({}, '', { ...cluster, list }));
    expect(seen.length).toBeGreaterThan(1);
    expect(stderr).not.toContain('I2G1010');
  });
});
