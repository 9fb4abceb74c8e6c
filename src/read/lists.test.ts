import { expect, it } from 'vitest';
import { read } from './reading.testing.ts';

const kindsOf = (text: string) =>
  read(text).manifests.map(({ apiVersion, ref }) => `${apiVersion} ${ref.kind} ${ref.name}`);

it('takes lists apart, those inside lists too', () => {
  const text = `apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Service, metadata: {name: shop}}
- apiVersion: networking.k8s.io/v1
  kind: IngressList
  items:
  - metadata: {name: docs}
  - {metadata: {name: admin}, apiVersion: extensions/v1beta1, kind: Ingress}
---
{apiVersion: v1, kind: List, items: []}
`;
  expect(kindsOf(text)).toEqual([
    'v1 Service shop',
    'networking.k8s.io/v1 Ingress docs',
    'extensions/v1beta1 Ingress admin',
  ]);
});

it('gives items the keys that their list has for them', () => {
  const [docs] = read(
    'apiVersion: networking.k8s.io/v1\nkind: IngressList\nitems: [{metadata: {name: docs}}]',
  ).manifests;
  expect(docs?.body).toEqual({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'docs' } });
});

it('finds fields from the root of the item', () => {
  const [, admin] = read('apiVersion: v1\nkind: ConfigMapList\nitems:\n- {}\n- metadata:\n    name: admin\n').manifests;
  expect(admin?.originOf(['metadata', 'name'])).toMatchObject({
    object: { kind: 'ConfigMap', namespace: 'default', name: 'admin' },
    path: ['metadata', 'name'],
    span: { line: 6, column: 5, length: 11 },
  });
});

it('passes over items that are no objects, and knows whose key stands twice', () => {
  const { said } = read(`apiVersion: v1
kind: Other
kind: List
items:
- just text
- {apiVersion: v1, kind: A, metadata: {name: shop, name: docs}}
- {a: 1, a: 2}
metadata: {}
metadata: {}
`);
  expect(said).toEqual(['I2G1003 5:3', 'I2G1005 3:1', 'I2G1005 6:52 docs', 'I2G1003 7:3', 'I2G1005 9:1']);
});

it('leaves a kind alone that only sounds like a list', () => {
  expect(kindsOf('apiVersion: shop.example/v1\nkind: PriceList\nmetadata: {name: prices}\n')).toEqual([
    'shop.example/v1 PriceList prices',
  ]);
});
