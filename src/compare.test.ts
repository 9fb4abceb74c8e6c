import { expect, it } from 'vitest';
import { compareText, sortBy } from './compare.ts';
import { dice } from './dev/dice.ts';

it.each([0, 1, 2, 3, 8, 16, 17, 40])('sorts %i items as `sort` does, and keeps the order of equal ones', (length) => {
  for (let seed = 0; seed < 50; seed += 1) {
    const { below } = dice(seed);
    const items = Array.from({ length }, (_, i) => ({ key: String(below(9)), i }));
    const byKey = (a: { key: string }, b: { key: string }) => compareText(a.key, b.key);
    expect(sortBy([...items], byKey)).toEqual(items.toSorted(byKey));
  }
});
