import { describe, expect, test } from 'vitest';
import { areCrdsThere, sharedCrds } from '../../dev/crds.ts';
import { gatewayApi } from '../../emit/gateway-api.ts';
import { groupBy } from '../../group.ts';
import { parseRelease } from '../../release.ts';
import type { Finding } from '../finding.ts';
import { judge } from '../judge.ts';
import type { JsonObject } from '../schema.ts';
import { checkOffline } from './check.ts';
import { mutantsOf, originals } from './mutants.testing.ts';

/** Of each kind. More rounds find more: `ROUNDS=20000 npx vitest run src/validate/offline/mutants.test.ts`. */
const rounds = Number(process.env['ROUNDS'] ?? 400);

if (!areCrdsThere) console.warn('skipped: mutants, for ../shared is not there');

const isRefusal = ({ type }: Finding): boolean => type !== 'Unknown';

/** Whether both say the same; of agentgateway we know less, and say so by unknown fields. */
function agree(object: JsonObject, judged: readonly Finding[], checked: readonly Finding[]): boolean {
  if (judged.some(isRefusal)) return checked.some(isRefusal);
  if (checked.some(isRefusal)) return false;
  const knowsLess = String(object['apiVersion']).startsWith('agentgateway.dev/');
  return judged.length > 0 === checked.length > 0 || (knowsLess && checked.length > 0);
}

describe.skipIf(!areCrdsThere)('objects that somebody has broken are judged as by the definitions', () => {
  const kinds = areCrdsThere ? [...groupBy(originals(), ({ kind }) => kind)] : [];

  const releases = ['1.4.1', '1.5.1', '1.6.1'].flatMap((release) =>
    (['standard', 'experimental'] as const).map((channel) => ({ release, channel })),
  );

  test.each(releases)('of Gateway API $release, $channel', { timeout: 3_600_000 }, ({ release: text, channel }) => {
    const release = parseRelease(text);
    if (!release) throw new Error(`no release ${text}`);
    const definitions = sharedCrds(`gateway-api/v${text}/${channel}`, 'agentgateway/v1.4.1');
    const api = gatewayApi(release, channel);
    const counts = { refused: 0, admitted: 0 };
    for (const [, objects] of kinds) {
      for (const mutant of mutantsOf(objects, rounds)) {
        const judged = judge(definitions, mutant);
        const checked = checkOffline(mutant, api);
        counts[judged.length > 0 ? 'refused' : 'admitted']++;
        if (!agree(mutant, judged, checked)) expect({ mutant, checked }).toEqual({ mutant, checked: judged });
      }
    }
    // That both say the same would mean little if nearly all were good, or bad.
    expect(counts.refused).toBeGreaterThan((kinds.length * rounds) / 3);
    expect(counts.admitted).toBeGreaterThan((kinds.length * rounds) / 6);
  });
});
