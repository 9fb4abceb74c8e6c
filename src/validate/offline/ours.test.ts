import { expect, test } from 'vitest';
import { fieldText } from '../../model/origin.ts';
import { checkOurs } from './ours.ts';

const found = (spec: object, name = 'shop') =>
  [...checkOurs({ metadata: { name }, spec })].map(({ path }) => fieldText(path));

const rule = (fields: object) => ({ rules: [{ name: 'rule-0', ...fields }] });
const regex = (value: string) => rule({ matches: [{ path: { type: 'RegularExpression', value } }] });
const headers = (...names: readonly string[]) => names.map((name) => ({ name, value: 'x' }));

test.each([
  ['a long name', {}, 'a'.repeat(64), ['metadata.name']],
  ['the longest name', {}, 'a'.repeat(63), []],
])('%s', (_, spec, name, expected) => {
  expect(found(spec, name)).toEqual(expected);
});

test.each([
  [
    'HTTP twice on a port',
    {
      listeners: [
        { port: 80, protocol: 'HTTP' },
        { port: 80, protocol: 'HTTP' },
      ],
    },
    [],
  ],
  [
    'HTTPS and TLS on a port',
    {
      listeners: [
        { port: 443, protocol: 'HTTPS' },
        { port: 443, protocol: 'TLS' },
      ],
    },
    [],
  ],
  [
    'HTTP and HTTPS on a port',
    {
      listeners: [
        { port: 80, protocol: 'HTTP' },
        { port: 80, protocol: 'HTTPS' },
      ],
    },
    ['spec.listeners'],
  ],
  ['an address for a host', { hostnames: ['shop.example.com', '10.0.0.1'] }, ['spec.hostnames[1]']],
  ['two rules of one name', { rules: [{ name: 'a' }, { name: 'a' }] }, ['spec.rules']],
  ['two rules without a name', { rules: [{}, {}] }, []],
  [
    'a header that is set and added',
    rule({ filters: [{ requestHeaderModifier: { set: headers('X-A'), add: headers('x-a') } }] }),
    ['spec.rules[0].filters[0].requestHeaderModifier'],
  ],
  [
    'a query in a rewrite',
    rule({ filters: [{ urlRewrite: { path: { replaceFullPath: '/?a' } } }] }),
    ['spec.rules[0].filters[0].urlRewrite.path'],
  ],
  ['a query in a redirect', rule({ filters: [{ requestRedirect: { path: { replaceFullPath: '/?a' } } }] }), []],
  ['a look ahead', regex('/a(?!b)'), ['spec.rules[0].matches[0]']],
  ['a reference back', regex('/(a)\\1'), ['spec.rules[0].matches[0]']],
  ['what only looks like it', regex('/[(?=]\\(?=\\\\1(?i)(?:a)(?P<n>b)'), []],
])('%s', (_, spec, expected) => {
  expect(found(spec)).toEqual(expected);
});
