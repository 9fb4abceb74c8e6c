import { expect, test } from 'vitest';
import { gatewayApi, newest, newestRelease } from '../../src/emit/gateway-api.ts';
import type { Origins } from '../../src/model/origin.ts';
import type { Template } from '../../src/model/template.ts';
import { sortedChanges } from './header-filter.ts';

const from: Origins = [{ source: { kind: 'file', path: 'shop.yaml', text: '' }, path: [] }];
const listed = (...headers: readonly (readonly [string, Template])[]) => ({
  value: headers.map(([name, value]) => ({ name, value })),
  from,
});
const removed = (...value: readonly string[]) => ({ value, from });

test.each([
  [
    'of two values the last counts, in any case of the name',
    { set: listed(['X-Shop', ['1']], ['x-shop', ['2']]) },
    { set: [{ name: 'x-shop', value: '2' }] },
  ],
  ['nothing takes the header away', { set: listed(['X-Shop', []]) }, { remove: ['X-Shop'] }],
  [
    'a header that is set need not be taken away',
    { set: listed(['X-Shop', ['1']]), remove: removed('x-shop', 'X-Docs') },
    { set: [{ name: 'X-Shop', value: '1' }], remove: ['X-Docs'] },
  ],
  [
    'a header that is taken away and added is set',
    { add: listed(['X-Shop', ['1']]), remove: removed('X-Shop') },
    { set: [{ name: 'X-Shop', value: '1' }] },
  ],
  [
    'a header that is set and added has both values',
    { set: listed(['X-Shop', ['1']]), add: listed(['X-Shop', ['2']]) },
    { set: [{ name: 'X-Shop', value: '1, 2' }] },
  ],
  [
    'a header that is added twice has both values',
    { add: listed(['Vary', ['Origin']], ['vary', ['Accept']]) },
    { add: [{ name: 'vary', value: 'Origin, Accept' }] },
  ],
])('%s', (_what, changes, filter) => {
  expect(sortedChanges(changes, newest)).toEqual({ filter, rest: { set: [], add: [], remove: [] }, differences: [] });
});

test('what is no fixed text, too long, one too many, or the Host is left', () => {
  const many = Array.from({ length: 17 }, (_, i) => [`X-${i}`, ['1']] as const);
  const set = listed(['X-Scheme', [{ fact: 'scheme' }]], ['X-Long', ['a'.repeat(4097)]], ['Host', ['shop']], ...many);
  const { rest } = sortedChanges({ set }, newest);
  expect(rest.set.map(({ name }) => name)).toEqual(['X-Scheme', 'X-Long', 'Host', 'X-16']);
});

test('names and values that cannot travel are told', () => {
  const { filter, differences } = sortedChanges({ set: listed(['X Shop', ['1']], ['X-Docs', ['a\nb']]) }, newest);
  expect(filter).toBeUndefined();
  expect(differences.map(({ differs }) => differs)).toEqual([
    expect.stringContaining('"X Shop"'),
    expect.stringContaining('"X-Docs"'),
  ]);
});

test.each([
  ['standard', []],
  ['experimental', ['X-Town', 'X-Two', 'X-End']],
] as const)('the %s channel leaves %j for others', (channel, left) => {
  const set = listed(['X-Town', ['Köln']], ['X-Two', ['a  b']], ['X-End', ['a ']], ['X-Shop', ['a b']]);
  const { rest } = sortedChanges({ set }, gatewayApi(newestRelease, channel));
  expect(rest.set.map(({ name }) => name)).toEqual(left);
});
