import { describe, expect, it } from 'vitest';
import { goldenTexts } from '../dev/testdata.ts';
import { emitters } from '../registry.ts';
import { isOfWildcard, isUpToTheImplementation } from './excuses.testing.ts';
import { verified } from './verified.testing.ts';

describe.each(emitters)('what $name prints routes like the source, or it is told', (emitter) => {
  let asked = 0;
  let alike = 0;

  it.each(goldenTexts('input.yaml'))('$path', async ({ text }) => {
    const found = await verified(text, emitter);
    asked += found.asked;
    alike += found.alike;
    expect(found.differences.filter(({ kind }) => kind === 'untold')).toEqual([]);
    const open = found.differences.filter(({ kind }) => kind === 'open');
    expect(open.filter((one) => !isOfWildcard(one) && !isUpToTheImplementation(one, emitter))).toEqual([]);
  });

  it('and most of it does', () => {
    expect(asked).toBeGreaterThan(10_000);
    expect(alike / asked).toBeGreaterThan(0.7);
  });
});
