import { expect, test } from 'vitest';
import { holds, textOf } from './cel.ts';
import { incoming } from './exchange.ts';

const request = incoming({
  scheme: 'https',
  host: 'shop.example.com:8443',
  path: '/Cart/7?id=7',
  method: 'PUT',
  clientAddress: '10.9.8.7',
  headers: { Cookie: 'a=1; canary=always', 'X-Tenant': 'red' },
});

test.each([
  ['"plain"', 'plain'],
  ['40 + 2', '42'],
  ['request.method + " " + request.scheme + " " + request.host', 'PUT https shop.example.com:8443'],
  ['request.path', '/Cart/7'],
  ['request.pathAndQuery.stripPrefix(request.path)', '?id=7'],
  ['request.path.stripPrefix("/docs")', '/Cart/7'],
  ['request.path.stripSuffix("/7")', '/Cart'],
  ['request.uri', 'https://shop.example.com:8443/Cart/7?id=7'],
  ['request.headers["x-tenant"]', 'red'],
  ['request.headers.cookie("canary")', 'always'],
  ['request.path.split("/")[1]', 'Cart'],
  ['"a-b-c".regexReplace("-", "+")', 'a+b-c'],
  ['"/shop/x".regexReplace("(?i)^/SHOP(/|$)(.*)$", "/${2}")', '/x'],
  [String.raw`"a1b".regexReplace(r"\d", "\\")`, String.raw`a\b`],
  ['url.encode("/a b?c=(d)")', '%2Fa%20b%3Fc%3D%28d%29'],
  ['default(request.headers["x-missing"], "none")', 'none'],
  ['default(request.headers["x-tenant"], "none")', 'red'],
  ['has(source.certificate) ? "SUCCESS" : "NONE"', 'NONE'],
])('%s is %s', (expression, expected) => {
  expect(textOf(expression, request)).toBe(expected);
});

test.each([
  'request.headers["x-missing"]',
  'request.headers["X-Tenant"]',
  'request.headers.cookie("missing")',
  'jwt.sub',
  '"a".regexReplace("(", "b")',
  'regexReplace("a", "a", "b")',
  'cidr("10.0.0.0").containsIP(source.address)',
  'cidr("10.0.0.0/33").containsIP(source.address)',
  'request.',
  '["a", "b"]',
])('%s gives nothing', (expression) => {
  expect(textOf(expression, request)).toBeUndefined();
});

test.each([
  ['cidr("10.0.0.0/8").containsIP(source.address)', true],
  ['cidr("10.9.8.7/32").containsIP(source.address)', true],
  ['cidr("10.9.8.6/32").containsIP(source.address)', false],
  ['cidr("2001:db8::/32").containsIP("2001:db8::1")', true],
  ['cidr("0.0.0.0/0").containsIP("2001:db8::1")', false],
  ['request.path.matches("^/Cart")', true],
  ['request.path.matches("(?i)^/cart/[0-9]$")', true],
  ['request.path.matches("^/cart")', false],
  ['".matches(" == ".matchesRe2("', false],
  ['request.method in ["GET", "PUT"]', true],
  ['request.headers["x-missing"] == "" || true', true],
  ['"true"', false],
])('%s holds: %s', (expression, expected) => {
  expect(holds(expression, request)).toBe(expected);
});
