import { describe, expect, test } from 'vitest';
import { Refusal } from '../refusal.ts';
import { readCrds } from './crds.ts';
import { judge } from './judge.ts';

const shop = `
kind: CustomResourceDefinition
spec:
  group: example.com
  names:
    kind: Shop
  scope: Namespaced
  versions: [{name: v1, served: true, schema: {openAPIV3Schema: {type: object}}}]
`;

describe('a set of definitions', () => {
  test('knows a kind by its group, in whatever version', () => {
    const crds = readCrds([{ path: 'shops.yaml', text: shop }]);
    expect(crds.has('example.com/v1', 'Shop')).toBe(true);
    expect(crds.has('example.com/v9', 'Shop')).toBe(true);
    expect(crds.has('example.org/v1', 'Shop')).toBe(false);
    expect(crds.has('example.com/v1', 'Shelf')).toBe(false);
  });

  test('reads a file of several objects, and definitions laid out in any way', () => {
    const shelf = `{"kind": "CustomResourceDefinition", "spec": {"group": "example.com", "names": {"kind": "Shelf"},
      "scope": "Cluster", "versions": []}}`;
    const crds = readCrds([{ path: 'all.yaml', text: `kind: Namespace\n---${shop}---\n${shelf}\n` }]);
    expect(crds.definitionOf('example.com/v1', 'Shop')?.namespaced).toBe(true);
    expect(crds.definitionOf('example.com/v1', 'Shelf')?.namespaced).toBe(false);
  });

  test('reads a list, as kubectl prints it', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${shop.trim().replaceAll('\n', '\n  ')}\n`;
    const crds = readCrds([{ path: 'all.yaml', text: list }]);
    expect(crds.kinds).toEqual([{ group: 'example.com', kind: 'Shop' }]);
    expect(crds.definitionOf('example.com/v1', 'Shop')?.versions.get('v1')?.fault).toBeUndefined();
  });

  test('knows what a definition is when it has no versions, or nothing else', () => {
    const bare = '{"kind": "CustomResourceDefinition", "spec": {"group": "example.com", "names": {"kind": "Shop"}}}';
    const empty = '{"kind": "CustomResourceDefinition"}';
    const crds = readCrds([{ path: 'bare.yaml', text: `${bare}\n---\n${empty}` }]);
    expect(crds.kinds).toEqual([{ group: 'example.com', kind: 'Shop' }]);
    expect(crds.definitionOf('example.com/v1', 'Shop')?.versions.size).toBe(0);
  });

  test('parses a definition when it is asked for', () => {
    const crds = readCrds([{ path: 'shops.yaml', text: `${shop}broken: [` }]);
    expect(crds.has('example.com/v1', 'Shop')).toBe(true);
    expect(() => crds.definitionOf('example.com/v1', 'Shop')).toThrow(
      new Refusal(
        'cannot read the CustomResourceDefinition in shops.yaml:9: a bracket or brace is not closed, or what it holds is not indented',
      ),
    );
  });
});

describe('the kinds of v1', () => {
  test.each([
    ['ConfigMap', { data: { 'ca.crt': 'x' } }, []],
    ['ConfigMap', { data: { 'a/b': 'x' } }, ['Invalid data']],
    ['ConfigMap', { data: { a: 1 } }, ['TypeInvalid data.a']],
    ['ConfigMap', { data: { a: 'x' }, binaryData: { a: 'eA==' } }, ['Invalid ']],
    ['ConfigMap', { spec: {} }, ['Unknown spec']],
    ['Secret', { stringData: { auth: 'x' } }, []],
    ['Secret', { data: { auth: 'not base64' } }, ['TypeInvalid data.auth']],
    ['Secret', { type: 'kubernetes.io/tls', data: { 'tls.crt': 'eA==' } }, ['Invalid ']],
    ['Secret', { type: 'kubernetes.io/tls', data: { 'tls.crt': 'eA==' }, stringData: { 'tls.key': 'x' } }, []],
  ])('%s with %j', (kind, fields, expected) => {
    const findings = judge(readCrds([]), { apiVersion: 'v1', kind, metadata: { name: 'shop' }, ...fields });
    expect(findings.map(({ type, path }) => `${type} ${path.join('.')}`)).toEqual(expected);
  });
});
