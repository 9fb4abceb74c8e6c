import { expect, it } from 'vitest';
import { read } from './reading.testing.ts';

const ingress = (metadata: string) => `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: ${metadata}\n`;

it.each([
  ['apiVersion: v1\nkind: Service\nmetadata: {name: shop, namespace: trade}', 'trade'],
  ['apiVersion: v1\nkind: Service\nmetadata: {name: shop}', 'default'],
  ['apiVersion: v1\nkind: Service\nmetadata: {name: shop, namespace: ""}', 'default'],
  ['apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: shop, namespace: trade}', ''],
])('knows the namespace of %j', (text, namespace) => {
  expect(read(text).manifests[0]?.ref).toMatchObject({ name: 'shop', namespace });
});

it.each([
  ['I2G1007 3:1', '{}'],
  ['I2G1007 3:1', '{generateName: shop-}'],
  ['I2G1007 3:1', '{name: }'],
  ['I2G1007 3:1', ''],
])('leaves out an Ingress without a name: %s %j', (said, metadata) => {
  expect(read(ingress(metadata))).toEqual({ manifests: [], said: [said] });
});

it('reads names, labels and annotations as they are written', () => {
  const { manifests, said } = read(
    ingress(`
  name: 0777
  namespace: on
  labels: {tier: 1_0}
  annotations:
    a: True
    b: 8m
    c:
    d: &d 1.10
    e: *d
    f: [1]
    g: {}
    h: !!int "3"`),
  );
  expect(manifests[0]?.ref).toEqual({ kind: 'Ingress', namespace: 'on', name: '0777' });
  expect(manifests[0]?.body['metadata']).toEqual({
    name: '0777',
    namespace: 'on',
    labels: { tier: '1_0' },
    annotations: { a: 'True', b: '8m', c: '', d: '1.10', e: '1.10', f: '[1]', g: '{}', h: '3' },
  });
  expect(said).toEqual([
    ...['I2G1008 4:3 0777', 'I2G1008 5:3 0777', 'I2G1008 6:12 0777', 'I2G1008 8:5 0777', 'I2G1008 11:5 0777'],
    ...['I2G1008 12:5 0777', 'I2G1009 13:5 0777', 'I2G1009 14:5 0777', 'I2G1008 15:5 0777'],
  ]);
});

it('keeps annotations that are no map for those who have to know of them', () => {
  const { manifests, said } = read(ingress('{name: shop, annotations: [a], labels: null}'));
  expect(manifests[0]?.body['metadata']).toEqual({ name: 'shop', annotations: ['a'] });
  expect(said).toEqual([]);
});

it('lets other kinds say what they like', () => {
  const { manifests, said } = read('apiVersion: v1\nkind: Service\nmetadata: {name: 12, labels: {a: 1}}\n');
  expect(manifests[0]?.ref.name).toBe('12');
  expect(manifests[0]?.body['metadata']).toEqual({ name: 12, labels: { a: 1 } });
  expect(said).toEqual([]);
});
