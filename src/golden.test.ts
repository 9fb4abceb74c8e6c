import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Cluster } from './cluster/cluster.ts';
import { areCrdsThere, sharedCrds } from './dev/crds.ts';
import { goldenFiles, goldenRoot } from './dev/testdata.ts';
import { reporter } from './diagnostics/reporter.ts';
import type { KubernetesObject } from './emit/fragment.ts';
import { groupBy } from './group.ts';
import { memoryCluster } from './memory-cluster.ts';
import { memoryHost } from './memory-host.ts';
import { printKyaml } from './print/kyaml.ts';
import { parseManifests } from './read/parse.ts';
import type { JsonObject } from './read/values.ts';
import { run } from './run.ts';
import { judge } from './validate/judge.ts';
import { flawsOf, routed } from './validate/references.ts';

/**
 * A case is a folder with `args`, the command line. Beside it stand `stdout` and `stderr` as `output.yaml` and `report.txt`,
 * which ends with the exit code, and what was written into files as `written.txt`. Inputs stand there too, or one folder up
 * where several cases share them; a folder that is to be read is called `inputs`. `cluster.yaml` is what is in the cluster, and
 * each line of `forbidden` what may not be read there: `secrets`, or `ingresses everywhere` where one namespace may be read.
 * `UPDATE=1 npx vitest run src/golden.test.ts` writes what it finds. A missing golden file is a failure.
 */
const update = process.env['UPDATE'] === '1' && process.env['CI'] === undefined;
const goldens = ['args', 'output.yaml', 'report.txt', 'written.txt'];

const files = goldenFiles();
const cases = files
  .filter((path) => basename(path) === 'args')
  .map(dirname)
  .sort();

const byFolder = groupBy(files, dirname);
/** What stands below folders called `inputs`, by the folder that they are in. */
const inputs = `${sep}inputs${sep}`;
const withinInputs = groupBy(
  files.filter((path) => path.includes(inputs)),
  (path) => path.slice(0, path.indexOf(inputs)),
);

/** The inputs of a case, by the names that its command line calls them. */
function inputsOf(folder: string): Record<string, string> {
  const near = [dirname(folder), folder].flatMap((dir) =>
    (byFolder.get(dir) ?? [])
      .filter((path) => !goldens.includes(basename(path)))
      .map((path) => [basename(path), readFileSync(path, 'utf8')] as const),
  );
  const within = (withinInputs.get(folder) ?? []).map(
    (path) => [relative(folder, path), readFileSync(path, 'utf8')] as const,
  );
  return Object.fromEntries([...near, ...within]);
}

/** The inputs as a world in which a file `shop.yaml.closed` keeps `shop.yaml` from being read. */
function worldOf(
  inputs: Readonly<Record<string, string>>,
  stdin: string,
  cluster?: Cluster,
): ReturnType<typeof memoryHost> {
  const closed = Object.keys(inputs).flatMap((name) => /^(.*)\.closed$/.exec(name)?.[1] ?? []);
  const host = memoryHost({ ...inputs, ...Object.fromEntries(closed.map((name) => [name, ''])) }, stdin, cluster);
  return {
    ...host,
    readText: async (path) => {
      if (closed.includes(path)) throw Object.assign(new Error(`closed: ${path}`), { code: 'EACCES' });
      return host.readText(path);
    },
  };
}

function clusterOf(text: string, forbidden: string): Cluster {
  const lines = forbidden.split('\n');
  return memoryCluster(objectsOf(text), {
    context: 'prod',
    namespace: 'shop',
    forbids: (plural, namespace) =>
      lines.includes(plural) || (namespace === undefined && lines.includes(`${plural} everywhere`)),
  });
}

const argsOf = (folder: string): string[] => readFileSync(join(folder, 'args'), 'utf8').trim().split(/\s+/);

describe('golden cases', () => {
  it.each(cases)('%s', async (folder) => {
    const { stdin = '', 'cluster.yaml': held, forbidden = '', ...texts } = inputsOf(folder);
    const host = worldOf(texts, stdin, held === undefined ? undefined : clusterOf(held, forbidden));
    const { stdout, stderr, exitCode } = await run(argsOf(folder), host);
    golden(join(folder, 'output.yaml'), stdout);
    golden(join(folder, 'report.txt'), `${stderr}exit ${exitCode}\n`);
    const written = [...host.written].map(([path, text]) => `=== ${path}\n${text}`).join('');
    if (written !== '' || existsSync(join(folder, 'written.txt'))) golden(join(folder, 'written.txt'), written);
  });

  it('leave no file behind that no case reads', () => {
    const orphans = files.filter((path) => goldens.includes(basename(path)) && !cases.includes(dirname(path)));
    expect(orphans).toEqual([]);
  });
});

function golden(path: string, actual: string): void {
  if (update) writeFileSync(path, actual);
  expect(existsSync(path), `${path} is missing: run with UPDATE=1, then read it`).toBe(true);
  expect(actual).toBe(readFileSync(path, 'utf8'));
}

const conversions = cases.filter((folder) => argsOf(folder)[0] === 'print' && !argsOf(folder).includes('json'));

describe('the same objects in another form give the same bytes', () => {
  const alike = conversions.filter((folder) => 'input.yaml' in inputsOf(folder) && isPlain(folder));

  it.each(alike)('%s', async (folder) => {
    const { 'input.yaml': text = '', ...others } = inputsOf(folder);
    const objects = objectsOf(text);
    const list = (items: readonly unknown[]) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
    const parts = objects.map((object, i) => [`part-${i}.json`, JSON.stringify(object)] as const);
    const args = argsOf(folder);
    const converted = async (inputs: Record<string, string>, named = args) =>
      (await run(named, memoryHost({ ...inputs, ...others }))).stdout;
    const expected = readFileSync(join(folder, 'output.yaml'), 'utf8');
    expect(await converted({ 'input.yaml': list([...objects].reverse()) }), 'as JSON, in reverse').toBe(expected);
    // KYAML in, whatever comes out.
    expect(await converted({ 'input.yaml': kyamlOf(objects) }), 'as KYAML').toBe(expected);
    const split = args.map((arg) => (arg === 'input.yaml' ? parts.map(([name]) => name).join(',') : arg));
    expect(await converted(Object.fromEntries(parts), split), 'as JSON, one object in each file').toBe(expected);
  });
});

const kyamlOf = (objects: readonly unknown[]): string =>
  printKyaml(objects.map((object) => ({ object: object as KubernetesObject })));

const objectsOf = (text: string): JsonObject[] => parseManifests('input.yaml', text, () => {}).map((m) => m.body);

/** Texts that the reader has something to say about are no plain lists of objects. */
function isPlain(folder: string): boolean {
  const { report, diagnostics } = reporter();
  parseManifests('input.yaml', inputsOf(folder)['input.yaml'] ?? '', report);
  return diagnostics().length === 0;
}

describe('every reference of the output resolves', () => {
  it.each(conversions)('%s', (folder) => {
    const objects = parseAllDocuments(readFileSync(join(folder, 'output.yaml'), 'utf8'))
      .map((document) => document.toJS())
      .filter((object) => object !== null);
    const others = argsOf(folder).includes('--existing-gateway') ? ['Gateway'] : [];
    const complete = routed.filter((kind) => !others.includes(kind));
    expect(flawsOf(objects, complete).map(({ message }) => message)).toEqual([]);
  });
});

describe.skipIf(!areCrdsThere)('the API server admits every object (skipped without ../shared/crds)', () => {
  const definitions = (folder: string) => {
    const channel = argsOf(folder).includes('--allow-experimental-gw-api') ? 'experimental' : 'standard';
    return sharedCrds(`gateway-api/v1.6.1/${channel}`, 'agentgateway/v1.4.1');
  };

  it.each(conversions)('%s', (folder) => {
    for (const document of parseAllDocuments(readFileSync(join(folder, 'output.yaml'), 'utf8'))) {
      const object = document.toJS();
      if (object !== null) expect(judge(definitions(folder), object), relative(goldenRoot, folder)).toEqual([]);
    }
  });
});
