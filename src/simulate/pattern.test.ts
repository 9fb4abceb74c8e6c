import { expect, test } from 'vitest';
import { compile, covers, replaceFirst } from './pattern.ts';

test.each([
  ['/shop/.*', '/shop/cart', true, true],
  ['/shop', '/shop/cart', false, false],
  ['(?i)(?:/SHOP).*', '/shop/cart', true, true],
  // Only a full match tries the second branch; a search is content with the first.
  ['/(a|ab)', '/ab', true, false],
  ['/(ab|a)', '/ab', true, true],
  ['/docs', '/en/docs', false, false],
  // Look-around does not exist in RE2: the pattern never matches.
  ['/(?=docs).*', '/docs', false, false],
])('%s over %s: any %s, first %s', (pattern, text, any, first) => {
  expect(covers(pattern, text, { regexCover: 'any' })).toBe(any);
  expect(covers(pattern, text, { regexCover: 'first' })).toBe(first);
});

test.each([
  ['o', '0', 'f0o o'],
  ['(f)(o)', '${2}${1}', 'ofo o'],
  ['(f)(o)', '$2-$1', 'o-fo o'],
  // `1x` is the name of a group that does not exist.
  ['(f)', '$1x', 'oo o'],
  ['(?<letter>f)', '${letter}${letter}', 'ffoo o'],
  ['(f)(z)?', '[${2}]', '[]oo o'],
  ['f', '$$1', '$1oo o'],
  ['x', 'y', 'foo o'],
])('%s becomes %s: %s', (pattern, replacement, expected) => {
  const regex = compile(pattern);
  expect(regex && replaceFirst('foo o', regex, replacement)).toBe(expected);
});
