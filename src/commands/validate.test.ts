import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apiServer, isOpensslThere, json } from '../cluster/api-server.testing.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { clusterError } from '../cluster/cluster.ts';
import { goldenTexts } from '../dev/testdata.ts';
import { memoryCluster } from '../memory-cluster.ts';
import { memoryHost } from '../memory-host.ts';
import { nodeHost } from '../node-host.ts';
import { parseManifests } from '../read/parse.ts';
import { run } from '../run.ts';

const crds = 'testdata/validate/shops.crd.yaml';
const crd = readFileSync(crds, 'utf8');
const ingress = readFileSync('testdata/ingress-nginx/proxy-ssl/client-certificate/input.yaml', 'utf8');

const validated = (input: string, definitions = crd) =>
  run(
    ['validate', '--input-file', 'input.yaml', '--crds', 'crds.yaml'],
    memoryHost({ 'input.yaml': input, 'crds.yaml': definitions }),
  );

const shop = (spec: string): string =>
  `apiVersion: example.com/v1\nkind: Shop\nmetadata:\n  name: corner\nspec: ${spec}\n`;

describe('objects that nobody can trust are judged', () => {
  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

  it.each([
    ['nested deeply', shop(`{street: Main, a: ${deep(400)}}`), 'spec.a: unknown field'],
    ['nested more deeply than anybody reads', shop(deep(5_000)), 'nested'],
    [
      'nested in lists',
      `{"apiVersion":"v1","kind":"List","items":[`.repeat(200) + ']}'.repeat(200),
      'nothing to judge',
    ],
    ['with a very long text', shop(`{street: Main, opens: ${'9'.repeat(1_000_000)}}`), 'spec.opens'],
    ['with a very long key', shop(`{street: Main, ? ${'k'.repeat(1_000_000)} : 1}`), 'unknown field'],
    [
      'with very many fields',
      shop(`{street: Main, ${Array.from({ length: 20_000 }, (_, i) => `f${i}: 1`).join(', ')}}`),
      '19950 more faults',
    ],
    ['with very many items', shop(`{street: Main, shelves: [${'{name: A}, '.repeat(20_000)}]}`), 'more faults'],
  ])('%s', async (_, input, said) => {
    const { stderr, exitCode } = await validated(input);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain('bug');
    expect(stderr.length).toBeLessThan(50_000);
    expect(exitCode).toBe(1);
  });
});

it('fields of the wrong type, and those that JavaScript has on its own, are told at their lines', async () => {
  const input = `apiVersion: example.com/v1
kind: Shop
metadata: corner
spec: [street]
__proto__: {}
constructor: 1
---
apiVersion: example.com/v1
kind: 5
---
apiVersion: example.com/v1
kind: Shop
metadata: {name: {a: 1}, labels: [a]}
spec: {street: {}}
`;
  const report = ['--report', 'json'];
  const named = ['validate', '--input-file', 'input.yaml', '--crds', 'crds.yaml', ...report];
  const { stderr } = await run(named, memoryHost({ 'input.yaml': input, 'crds.yaml': crd }));
  const { diagnostics } = JSON.parse(stderr) as {
    diagnostics: { data: { field?: string }; places: { line: number }[] }[];
  };
  const told = diagnostics.flatMap(({ data, places }) => places.map(({ line }) => `${line} ${data.field ?? ''}`));
  expect(told.sort()).toEqual([
    '13 metadata.labels',
    '13 metadata.name',
    '13 metadata.name.a',
    '14 spec.street',
    '3 metadata',
    '3 metadata.name',
    '4 spec',
    '5 __proto__',
    '6 constructor',
    '8 ',
  ]);
});

describe('definitions', () => {
  it('are found below a folder, as YAML and as JSON', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'crds-'));
    mkdirSync(join(folder, 'below'));
    const [definition] = parseManifests('crds.yaml', crd, () => {}).map(({ body }) => body);
    const shelf = JSON.stringify(definition).replaceAll('Shop', 'Shelf');
    writeFileSync(join(folder, 'shops.yml'), crd);
    writeFileSync(join(folder, 'below', 'shelves.json'), shelf);
    writeFileSync(join(folder, 'values.yaml'), 'not: [closed # CustomResourceDefinition');
    const text = `${shop('{}')}---\n${shop('{}').replace('Shop', 'Shelf')}`;
    const host = { ...nodeHost, readStdin: async () => text };
    const { stderr } = await run(['validate', '--input-file', '-', '--crds', folder], host);
    rmSync(folder, { recursive: true });
    expect(stderr).toContain('2 objects judged, 2 refused');
  });

  it('are refused where one of them cannot be read', async () => {
    const host = { ...memoryHost({ 'crds/shops.yaml': crd }), readStdin: async () => shop('{street: Main}') };
    const listFiles = async () => ({ files: ['crds/shops.yaml'], unreadable: [{ path: 'crds/own', code: 'EACCES' }] });
    const named = ['validate', '--input-file', '-', '--crds', 'crds'];
    const { stdout, stderr, exitCode } = await run(named, { ...host, listFiles });
    expect([stdout, stderr, exitCode]).toEqual(['', 'ingress2gateway: cannot read crds/own: it may not be read\n', 2]);
  });

  it.each([
    ['without versions', crd.replace(/ {2}versions:[\s\S]*/, ''), 'Shop is not served as example.com/v1'],
    [
      'without a schema',
      crd.replace(/ {4}schema:[\s\S]*/, ''),
      'kind is not judged by its definition: it has no schema',
    ],
    [
      'with a schema that is none',
      crd.replace(/openAPIV3Schema:[\s\S]*/, 'openAPIV3Schema: 5'),
      'its schema is malformed',
    ],
  ])('%s make nothing crash', async (_, definitions, said) => {
    expect((await validated(shop('{street: Main}'), definitions)).stderr).toContain(said);
  });
});

describe('--crds cluster', () => {
  const definitions = parseManifests('crds.yaml', crd, () => {}).map(({ body }) => body);
  const asked: unknown[] = [];
  const cluster: Cluster = {
    ...memoryCluster(definitions),
    list: async (type) => {
      asked.push(type);
      return definitions;
    },
  };
  const argv = ['validate', '--input-file', 'input.yaml', '--crds', 'cluster', '--context', 'test'];

  it('judges by what is installed', async () => {
    const { stderr } = await run(argv, memoryHost({ 'input.yaml': shop('{strett: Main}') }, '', cluster));
    expect(stderr).toContain('spec.strett: unknown field, did you mean street?');
    expect(asked).toEqual([
      { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', plural: 'customresourcedefinitions' },
    ]);
  });

  it('says what to ask the cluster where it may not read them', async () => {
    const problem = {
      kind: 'denied',
      status: 403,
      verb: 'list',
      type: {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        plural: 'customresourcedefinitions',
      },
      context: 'test',
      said: 'forbidden\u001b[2J',
    } as const;
    const denying: Cluster = { ...cluster, list: async () => Promise.reject(clusterError(problem)) };
    const { stdout, stderr, exitCode } = await run(argv, memoryHost({ 'input.yaml': shop('{}') }, '', denying));
    expect(stderr).toContain('kubectl auth can-i list customresourcedefinitions --context test');
    expect(stderr).not.toContain('\u001b');
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  it.skipIf(!isOpensslThere)('asks a server for definitions, page by page, and for nothing else', async () => {
    const server = await apiServer(({ url }, response) => {
      const isFirst = !url?.includes('continue');
      // As in a list of the server, without what its items have in common.
      const items = definitions.map(({ metadata, spec }) => ({ metadata, spec }));
      json(response, 200, isFirst ? { metadata: { continue: 'more' }, items: [] } : { metadata: {}, items });
    });
    const host = { ...nodeHost, readStdin: async () => shop('{strett: Main}') };
    const named = ['validate', '--input-file', '-', '--crds', 'cluster', '--kubeconfig', server.kubeconfig];
    const { stderr } = await run(named, host);
    await server.stop();
    expect(stderr).toContain('spec.strett: unknown field, did you mean street?');
    const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions?limit=500';
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${path}`,
      `GET ${path}&continue=more`,
    ]);
  });

  it('is a folder where it is called ./cluster', async () => {
    const files = { 'input.yaml': shop('{street: Main}'), './cluster/shops.yaml': crd };
    const named = ['validate', '--input-file', 'input.yaml', '--crds', './cluster'];
    expect(await run(named, memoryHost(files))).toEqual({
      stdout: '',
      stderr: '1 object judged, 0 refused\n',
      exitCode: 0,
    });
  });
});

const shared = '../shared/crds';
const releases = ['gateway-api/v1.6.1/standard', 'agentgateway/v1.4.1'].map((folder) => join(shared, folder));
if (!existsSync(shared))
  console.warn('skipped: judging by the definitions of releases, for ../shared/crds is not there');

describe.skipIf(!existsSync(shared))('with the definitions of the newest releases', () => {
  it('everything that is printed is admitted', async () => {
    // Cases share names with each other, and some are for the other channel: what counts is each object on its own.
    const outputs = goldenTexts('output.yaml').filter(
      ({ path, text }) => /^(# .*\n)?apiVersion:/.test(text) && !path.includes('experimental'),
    );
    expect(outputs.length).toBeGreaterThan(300);
    const named = outputs.flatMap(({ path }) => ['--input-file', path]);
    const { stderr } = await run(['validate', ...named, ...releases.flatMap((folder) => ['--crds', folder])], nodeHost);
    expect(stderr).toMatch(/^\d{4} objects judged, 0 refused\n$/m);
    expect(stderr).not.toContain('I2G5001');
  });

  it('print says the same of an object as validate', async () => {
    const argv = ['print', '--providers=ingress-nginx', '--emitter=agentgateway', '--input-file', '-', '--crds'];
    const host = { ...nodeHost, readStdin: async () => ingress };
    const good = await run([...argv, releases.join(',')], host);
    expect(good.stderr).not.toContain('I2G9003');
    expect(good.exitCode).toBe(0);
    const bad = await run([...argv, releases[0] ?? ''], host);
    expect(bad.stderr).toContain('I2G5005');
    expect(bad.stdout).toBe(good.stdout);
  });
});
