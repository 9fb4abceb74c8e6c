import { describe, expect, it } from 'vitest';
import { findingsOf, onceSound } from './judging.ts';
import { fields, list, text } from './shapes.ts';

describe('what stands in many places', () => {
  it('is told of in each of them where something is wrong with it', () => {
    const shared = { name: 'a', extra: 'b' };
    const found = findingsOf(list(onceSound(fields({ name: text() }, {}))), [shared, { name: 'c' }, shared]);
    expect(found.map(({ path }) => path)).toEqual([
      [0, 'extra'],
      [2, 'extra'],
    ]);
  });

  it('is gone through once where nothing is', () => {
    const asked: object[] = [];
    const counted = fields({}, { name: text() }, ['must be heard', (value) => asked.push(value) > 0]);
    const shared = { name: 'a' };
    expect(findingsOf(list(onceSound(counted)), [shared, shared])).toEqual([]);
    expect(asked).toEqual([shared]);
  });

  it('is taken anew in each of them for what a server takes it for', () => {
    const shared = { name: null };
    const seen = list(onceSound(fields({}, { name: text() }))).judge([shared, shared], []);
    expect(seen).toEqual([{}, {}]);
  });
});
