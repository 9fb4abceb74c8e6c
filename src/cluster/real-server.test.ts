import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areCrdsThere } from '../dev/crds.ts';
import { estateText } from '../dev/scale.ts';
import { nodeHost } from '../node-host.ts';
import { run } from '../run.ts';
import { apiServers, kubeconfigOf } from './api-server.testing.ts';
import { type Client, client } from './applied.testing.ts';
import { oursIn } from './audit.testing.ts';
import { fromCluster, fromText, print } from './converted.testing.ts';
import { objectsIn, refusal, shops } from './estate-server.testing.ts';
import type { Forbidden } from './forbidden.testing.ts';
import { allowLess } from './rbac.testing.ts';
import { adminToken, isRealServerThere, type RealServer, realServer, sayWhatIsSkipped } from './real-server.testing.ts';
import { controller, describeSecrets } from './secrets.testing.ts';

const isThere = isRealServerThere && areCrdsThere;
if (!isThere) sayWhatIsSkipped('conversions of what a real API server holds');

let server: RealServer;
let asking: Client;

/** How many objects are listed page by page: `OBJECTS=10000` takes a while. */
const many = Number(process.env['OBJECTS'] ?? 1_200);

/** The golden cases that read a cluster. */
const root = 'testdata/cluster';
const goldens = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('args'))
  .map((path) => join(root, path, '..'))
  .sort();

/** What the server was asked to list, so far. */
const lists = async (plural: string): Promise<readonly string[]> =>
  oursIn(await server.audit())
    .filter(({ objectRef }) => objectRef?.resource === plural)
    .map(({ requestURI }) => requestURI);

describe.skipIf(!isThere)('a real API server', () => {
  beforeAll(async () => {
    server = await realServer(goldens.map(nameOf), [
      // From its cache it would tell of the past even where etcd has forgotten it.
      '--feature-gates=ListFromCacheSnapshot=false',
    ]);
    asking = client(server);
    server.install(['gateway-api/v1.6.1/standard', 'agentgateway/v1.4.1'].map((folder) => `../shared/crds/${folder}`));
  }, 180_000);

  afterAll(async () => {
    asking?.close();
    await server?.stop();
  });

  it.each(['agentgateway', 'standard'])('gives what kubectl gives, and takes what %s prints', async (emitter) => {
    await asking.holds([...objectsIn(estateText(120, { namespaces: 5, perHost: 2 })), ...controller]);
    const flags = ['--emitter', emitter];
    const live = await fromCluster(server.kubeconfig, ['-A', ...flags]);
    const dumped = (form: string) =>
      server.kubectl(['get', 'ingresses,ingressclasses,services,configmaps', '-A', '-o', form]);
    for (const form of ['yaml', 'json']) {
      const file = join(server.folder, `dump.${form}`);
      writeFileSync(file, dumped(form));
      const named = await run([...print, ...flags, '--input-file', file], nodeHost);
      expect(named.stdout === live.stdout, `the same bytes from ${form}`).toBe(true);
    }
    const host = { ...nodeHost, readStdin: async () => dumped('yaml') };
    const piped = await run([...print, ...flags, '--input-file', '-'], host);
    expect(piped.stdout === live.stdout, 'the same bytes from standard input').toBe(true);
    const applied = server.kubectl(['apply', '--server-side', '--validate=strict', '-f', '-'], live.stdout);
    expect(applied.trim().split('\n').length).toBe(live.stdout.match(/^kind: /gm)?.length);
  });

  it('judges what is printed, and what is not', async () => {
    await asking.holds([...objectsIn(estateText(8, { namespaces: 2, perHost: 2 })), ...controller]);
    const judged = await fromCluster(server.kubeconfig, ['-A', '--crds', 'cluster']);
    expect(judged).toEqual(await fromCluster(server.kubeconfig, ['-A']));
    const validate = ['validate', '--input-file', '-', '--crds', 'cluster', '--kubeconfig', server.kubeconfig];
    const said = async (text: string) => run(validate, { ...nodeHost, readStdin: async () => text });
    expect((await said(judged.stdout)).stderr).toMatch(/^\d+ objects judged, 0 refused\n$/);
    const broken = await said(judged.stdout.replace('hostnames:', 'hostname:'));
    expect(broken.stderr).toContain('unknown field, did you mean hostnames?');
    expect(broken.exitCode).toBe(1);
  });

  describe('with more objects than one page holds', () => {
    const objects = [...shops(many), ...controller];
    beforeAll(() => asking?.holds(objects), 300_000);

    it('gives them page by page, with the same bytes as from a file', { timeout: 300_000 }, async () => {
      const before = (await lists('ingresses')).length;
      const live = await fromCluster(server.kubeconfig, ['-A']);
      expect(await lists('ingresses')).toHaveLength(before + Math.ceil(many / 500));
      // Who came first is for the server to say.
      const dump = server.kubectl(['get', 'ingresses,configmaps', '-A', '-o', 'json']);
      expect(live.stdout === (await fromText(dump)).stdout, 'the same bytes').toBe(true);
      expect(live.stdout.match(/^kind: HTTPRoute$/gm)).toHaveLength(many);
      expect(live.exitCode).toBe(0);
    });

    const relays = apiServers();

    it('gives the whole list where it has grown too old between two pages', { timeout: 300_000 }, async () => {
      let compacted = false;
      // Stands before the server, which forgets what it has listed before anybody asks for the second page.
      const relay = await relays(async ({ url = '' }, response) => {
        try {
          if (url.includes('continue=') && !compacted) {
            compacted = true;
            await forgetsThePast(server, asking);
          }
          const { status, body } = await asking.asked('GET', url);
          response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
        } catch (error) {
          refusal(response, 400, String(error));
        }
      });
      writeFileSync(relay.kubeconfig, kubeconfigOf(relay.url, { token: adminToken }));
      const live = await fromCluster(relay.kubeconfig, ['-A']);
      const asked = relay.requests.filter(({ url }) => url.includes('/ingresses'));
      expect(asked.map(({ url }) => url.replace(/continue=.*/, 'continue'))).toEqual([
        '/apis/networking.k8s.io/v1/ingresses?limit=500',
        '/apis/networking.k8s.io/v1/ingresses?limit=500&continue',
        '/apis/networking.k8s.io/v1/ingresses',
      ]);
      expect(live).toEqual(await fromCluster(server.kubeconfig, ['-A']));
    });
  });

  describeSecrets('a real API server', isThere, async (objects) => {
    await asking.holds(objects);
    const before = (await lists('secrets')).length;
    return { ...server, asked: async () => (await lists('secrets')).slice(before) };
  });

  // An API server says more than a cluster in memory about what it forbids.
  const inShort = (text: string) => text.replace(/(\w+)(\.[.\w]+)?( "[^"]*")? is forbidden: [^;]*/g, '$1 is forbidden');

  it.each(goldens)('%s', async (folder) => {
    const textOf = (name: string) => {
      const path = [join(folder, name), join(folder, '..', name)].find((one) => existsSync(one));
      return path === undefined ? '' : readFileSync(path, 'utf8');
    };
    await asking.holds(objectsIn(textOf('cluster.yaml')));
    const lines = textOf('forbidden')
      .split('\n')
      .filter((line) => line !== '');
    allowLess(server, nameOf(folder), lines.map(forbiddenIn));
    const kubeconfig = server.kubeconfigFor(nameOf(folder), { context: 'prod', namespace: 'shop' });
    const argv = [...textOf('args').trim().split(/\s+/), '--kubeconfig', kubeconfig];
    const { stdout, stderr, exitCode } = await run(argv, nodeHost);
    expect(stdout).toBe(textOf('output.yaml'));
    expect(`${inShort(stderr)}exit ${exitCode}\n`).toBe(textOf('report.txt'));
  });
});

/** Has etcd drop all but the newest state, which is another one than before. */
async function forgetsThePast({ etcd }: RealServer, { asked }: Client): Promise<void> {
  const metadata = { name: 'newer' };
  await asked('POST', '/api/v1/namespaces/default/configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata });
  await asked('DELETE', '/api/v1/namespaces/default/configmaps/newer');
  const told = async (path: string, body: object) => {
    const answer = await fetch(`${etcd}/v3/kv/${path}`, { method: 'POST', body: JSON.stringify(body) });
    return (await answer.json()) as { header: { revision: string } };
  };
  const { header } = await told('range', { key: Buffer.from('/registry').toString('base64') });
  await told('compaction', { revision: header.revision, physical: true });
}

function nameOf(folder: string): string {
  return folder.replaceAll('/', '-');
}

/** A line of `forbidden`: `ingresses everywhere` may be read where it is asked for. */
function forbiddenIn(line: string): Forbidden {
  const [plural = '', everywhere] = line.split(' ');
  return { plural, ...(everywhere !== undefined && { isReadableThere: true }) };
}
