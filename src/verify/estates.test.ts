import { describe, expect, it } from 'vitest';
import { estate } from '../dev/estate.ts';
import { emitters } from '../registry.ts';
import { isOfWildcard, isUpToTheImplementation } from './excuses.testing.ts';
import { verified } from './verified.testing.ts';

/** More rounds find more: `ROUNDS=2000 npx vitest run src/verify/estates.test.ts`. */
const rounds = Number(process.env['ROUNDS'] ?? 60);

describe('annotations in any combination route like the source, or it is told', () => {
  it.each(emitters)('by $name', { timeout: 3_600_000 }, async (emitter) => {
    let alike = 0;
    for (let seed = 1; seed <= rounds; seed++) {
      const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: estate(seed, {}) });
      const found = await verified(text, emitter);
      alike += found.alike;
      const bad = found.differences.filter(
        (one) =>
          one.kind === 'untold' ||
          (one.kind === 'open' && !isOfWildcard(one) && !isUpToTheImplementation(one, emitter)),
      );
      expect(bad, `seed ${seed}`).toEqual([]);
    }
    expect(alike).toBeGreaterThan(rounds * 30);
  });
});
