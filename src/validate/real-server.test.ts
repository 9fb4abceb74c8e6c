import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allOf, type Client, client, isAdmitted, type Verdict } from '../cluster/applied.testing.ts';
import { objectsIn } from '../cluster/estate-server.testing.ts';
import { isRealServerThere, type RealServer, realServer, sayWhatIsSkipped } from '../cluster/real-server.testing.ts';
import { areCrdsThere, sharedCrds } from '../dev/crds.ts';
import { goldenTexts } from '../dev/testdata.ts';
import { type Channel, gatewayApi, newestRelease } from '../emit/gateway-api.ts';
import { groupBy } from '../group.ts';
import { memoryHost } from '../memory-host.ts';
import { emitters } from '../registry.ts';
import { run } from '../run.ts';
import type { Finding } from './finding.ts';
import { judge } from './judge.ts';
import { checkOffline } from './offline/check.ts';
import { mutantsOf, originals } from './offline/mutants.testing.ts';
import type { JsonObject } from './schema.ts';

const isThere = isRealServerThere && areCrdsThere;
if (!isThere) sayWhatIsSkipped('what a real API server says to what is printed');

/** Of each kind. More rounds find more: `ROUNDS=3000 npx vitest run src/validate/real-server.test.ts`. */
const rounds = Number(process.env['ROUNDS'] ?? 40);

const corpus = '../shared/corpus';

/** What golden cases print, by the channel that they ask for. */
function goldenObjectsFor(channel: Channel) {
  return goldenTexts('output.yaml').flatMap(({ path, text }) => {
    const args = readFileSync(join(dirname(path), 'args'), 'utf8')
      .trim()
      .split(/\s+/);
    const wanted = args.includes('--allow-experimental-gw-api') ? 'experimental' : 'standard';
    return args[0] === 'print' && wanted === channel ? objectsIn(text).map((object) => ({ path, object })) : [];
  });
}

/** What is printed of each file of the corpus, by each emitter. */
async function corpusObjectsFor(channel: Channel) {
  const flags = channel === 'experimental' ? ['--allow-experimental-gw-api'] : [];
  const files = readdirSync(corpus).filter((name) => /\.(ya?ml|json)$/.test(name));
  const outputs = emitters.flatMap(({ name: emitter }) =>
    files.map(async (file) => {
      const host = memoryHost({ [file]: readFileSync(join(corpus, file), 'utf8') });
      const argv = ['print', '--providers=ingress-nginx', '--emitter', emitter, ...flags, '--input-file', file];
      const { stdout } = await run(argv, host);
      return objectsIn(stdout).map((object) => ({ path: `${emitter} ${file}`, object }));
    }),
  );
  return (await Promise.all(outputs)).flat();
}

/** A server takes a number that no int32 holds, where no maximum keeps it out. Controllers cannot read it, so we refuse it. */
const isTooWide = ({ message }: Finding): boolean => message === 'must be within the range of int32';

const said = ({ status, body }: Verdict): string => `${status} ${body['message']}`;

describe.skipIf(!isThere).each<Channel>(['standard', 'experimental'])('a real API server, %s', (channel) => {
  const folders = [`gateway-api/v1.6.1/${channel}`, 'agentgateway/v1.4.1'];
  let server: RealServer;
  let asking: Client;

  beforeAll(async () => {
    server = await realServer();
    asking = client(server);
    server.install(folders.map((folder) => `../shared/crds/${folder}`));
  }, 180_000);

  afterAll(async () => {
    asking?.close();
    await server?.stop();
  });

  /** What it refuses, of objects that it is to admit as `kubectl apply --server-side --validate=strict` sends them. */
  async function refusals(printed: readonly { readonly path: string; readonly object: JsonObject }[]) {
    server.makeNamespaces(printed.map(({ object }) => object));
    const verdicts = await allOf(printed, async ({ path, object }) => ({
      path,
      verdict: await asking.applied(object),
    }));
    return verdicts
      .filter(({ verdict }) => !isAdmitted(verdict))
      .map(({ path, verdict }) => `${path}: ${said(verdict)}`);
  }

  // No case prints on purpose what a server refuses.
  it('admits everything that golden cases print', { timeout: 300_000 }, async () => {
    const printed = goldenObjectsFor(channel);
    expect(printed.length).toBeGreaterThan(channel === 'standard' ? 4_000 : 50);
    expect(await refusals(printed)).toEqual([]);
  });

  it.skipIf(!existsSync(corpus))('admits what is printed of the corpus', { timeout: 300_000 }, async () => {
    const printed = await corpusObjectsFor(channel);
    expect(printed.length).toBeGreaterThan(1_000);
    expect(await refusals(printed)).toEqual([]);
  });

  it('says of broken objects what we say, with definitions and without', { timeout: 3_600_000 }, async () => {
    const definitions = sharedCrds(...folders);
    const api = gatewayApi(newestRelease, channel);
    const kinds = [...groupBy(originals(), ({ kind }) => kind).values()];
    const mutants = kinds.flatMap((objects) => [...mutantsOf(objects, rounds)]);
    server.makeNamespaces(mutants);
    const verdicts = await allOf(mutants, async (mutant) => ({ mutant, verdict: await asking.judged(mutant) }));
    const counts = { admitted: 0, refused: 0 };
    for (const { mutant, verdict } of verdicts) {
      const [judged, checked] = [judge(definitions, mutant), checkOffline(mutant, api)];
      counts[isAdmitted(verdict) ? 'admitted' : 'refused']++;
      // Of agentgateway we know less without its definitions, and say so by unknown fields.
      const knowsLess = String(mutant['apiVersion']).startsWith('agentgateway.dev/');
      const isFine = (findings: readonly Finding[]) => findings.every(({ type }) => knowsLess && type === 'Unknown');
      const agrees = isAdmitted(verdict)
        ? judged.every(isTooWide) && (judged.length > 0 || isFine(checked))
        : judged.length > 0 && checked.length > 0;
      if (!agrees) expect({ mutant, judged, checked, said: said(verdict) }).toBe('the same');
    }
    expect(counts.refused).toBeGreaterThan(mutants.length / 4);
    expect(counts.admitted).toBeGreaterThan(mutants.length / 8);
  });
});
