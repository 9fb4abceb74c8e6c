import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ApiServer, apiServers, isOpensslThere, kubeconfigOf } from '../cluster/api-server.testing.ts';
import { fromCluster, fromText, listOf, print } from '../cluster/converted.testing.ts';
import { answersFrom, objectsIn, questionOf, refusal, shops } from '../cluster/estate-server.testing.ts';
import { controller, describeSecrets } from '../cluster/secrets.testing.ts';
import { estate } from '../dev/estate.ts';
import { readmeRole } from '../dev/readme.ts';
import { goldenTexts } from '../dev/testdata.ts';
import type { Host } from '../host.ts';
import { memoryCluster } from '../memory-cluster.ts';
import { memoryHost } from '../memory-host.ts';
import type { JsonObject } from '../read/values.ts';
import { run } from '../run.ts';

if (!isOpensslThere) console.warn('skipped: conversions of clusters, for there is no openssl to make a certificate');

const serve = apiServers();

const fromServer = ({ kubeconfig }: ApiServer, flags: readonly string[]) => fromCluster(kubeconfig, flags);

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

describeSecrets('a server of ours', isOpensslThere, async (objects) => {
  const started = await serve(answersFrom(objects));
  const asked = () => started.requests.map(({ url }) => url.replace(/\?.*/, ''));
  return { ...started, asked: async () => asked().filter((path) => path.includes('secrets')) };
});

describe.skipIf(!isOpensslThere)('the leave that the README asks for', () => {
  it('is what is used: everything of it, nothing else, and nothing that changes anything', async () => {
    const [role] = objectsIn(readmeRole()) as { rules?: Record<'apiGroups' | 'resources' | 'verbs', string[]>[] }[];
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
