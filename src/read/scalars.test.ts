import { expect, it } from 'vitest';
import { type PlainValue, plainValueOf, taggedValueOf } from './scalars.ts';

const plain: readonly [PlainValue, readonly string[]][] = [
  [true, ['true', 'True', 'TRUE', 'yes', 'Yes', 'YES', 'y', 'Y', 'on', 'On', 'ON']],
  [false, ['false', 'False', 'FALSE', 'no', 'No', 'NO', 'n', 'N', 'off', 'Off', 'OFF']],
  [null, ['', '~', 'null', 'Null', 'NULL']],
  [15, ['15', '017', '0o17', '0xF', '0XF', '0b1111', '0_17', '1_5', '15.', '1.5e1', '+15']],
  [-15, ['-15', '-017', '-0xf', '-0b1111']],
  [8, ['08', '8.0']],
  [0, ['0', '-0', '-0.0', '00']],
  [0.5, ['.5', '+.5', '0.5', '5e-1']],
  [1000, ['1e3', '1_000', '1E+3']],
  [2 ** 63, ['9223372036854775808', '0x8000000000000000']],
  [2 ** 64, ['18446744073709551616']],
  [Number.POSITIVE_INFINITY, ['.inf', '+.Inf']],
];

it.each(plain)('reads as %s', (value, texts) => {
  for (const text of texts) expect(plainValueOf(text), text).toBe(value);
});

it.each([
  ...['yEs', 'nULL', 'oN', 'truE'],
  ...['1:30', '12:30:45', '2001-12-14', '2001-12-14T21:59:43Z', '10.0.0.0/8', '50m', '1.2.3'],
  ...['0x', '0b2', '0o8', '0x1p4', '1e', '1e400', '0x10000000000000000', '._5', '.5_', '_1', '-', '.', 'inf', '<<'],
])('keeps %s as text', (text) => {
  expect(plainValueOf(text)).toBe(text);
});

it.each([
  ['str', '012', '012'],
  ['int', '012', 10],
  ['int', 'on', undefined],
  ['float', '3', 3],
  ['bool', 'on', true],
  ['bool', '1', undefined],
  ['null', '', null],
  ['timestamp', '2001-12-14', '2001-12-14'],
  ['binary', 'aGVs\n  bG8=', undefined],
  ['binary', 'aGVs\nbG8=', 'hello'],
  ['binary', '?', undefined],
])('reads !!%s %j as %j', (tag, text, value) => {
  expect(taggedValueOf(`tag:yaml.org,2002:${tag}`, text)).toBe(value);
});
