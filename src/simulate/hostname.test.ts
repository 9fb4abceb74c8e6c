import { expect, test } from 'vitest';
import { hostnameMatches, intersection } from './hostname.ts';

test.each([
  ['*', 'shop.example.com', true],
  ['shop.example.com', 'shop.example.com', true],
  ['shop.example.com', 'admin.example.com', false],
  ['*.example.com', 'shop.example.com', true],
  ['*.example.com', 'eu.shop.example.com', true],
  ['*.example.com', 'example.com', false],
  ['*.example.com', 'shopexample.com', false],
  ['*.example.com', '.example.com', false],
])('%s for %s: %s', (pattern, host, expected) => {
  expect(hostnameMatches(pattern, host)).toBe(expected);
});

test.each([
  ['*', '*', '*'],
  ['*', '*.example.com', '*.example.com'],
  ['shop.example.com', '*', 'shop.example.com'],
  ['shop.example.com', 'shop.example.com', 'shop.example.com'],
  ['shop.example.com', '*.example.com', 'shop.example.com'],
  ['*.example.com', 'eu.shop.example.com', 'eu.shop.example.com'],
  ['*.example.com', '*.shop.example.com', '*.shop.example.com'],
  ['*.example.com', 'example.com', undefined],
  ['*.example.com', '*.example.org', undefined],
  ['shop.example.com', 'admin.example.com', undefined],
])('%s and %s share %s', (listener, route, expected) => {
  expect(intersection(listener, route)).toBe(expected);
  expect(intersection(route, listener)).toBe(expected);
});
