import { expect, it } from 'vitest';
import type { FieldPath } from '../model/origin.ts';
import { read, textAt } from './reading.testing.ts';

const shop = `# 🛒 the shop
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  labels: { 🛒: "a", tier: front } # both
  annotations:
    snippet: |
      deny all;
base: &base
  x: 1
spec:
  <<: *base
  copy: *base
  empty:
  rules:
    - host: shop.example # here
      http: {}
    - host: admin.example
  ports: [80, {
    a: 443 }]
`;

const spans: readonly (readonly [FieldPath, string])[] = [
  [['metadata', 'name'], 'name: shop'],
  [['metadata', 'labels'], 'labels'],
  [['metadata', 'labels', '🛒'], '🛒: "a"'],
  [['metadata', 'labels', 'tier'], 'tier: front'],
  [['metadata', 'annotations', 'snippet'], 'snippet'],
  [['metadata', 'annotations', 'absent'], 'annotations'],
  [['spec', 'rules'], 'rules'],
  [['spec', 'rules', 0], 'host: shop.example # here'],
  [['spec', 'rules', 0, 'host'], 'host: shop.example'],
  [['spec', 'rules', 1, 'http', 'paths', 0], 'host: admin.example'],
  [['spec', 'ports', 0], '80'],
  [['spec', 'ports', 1], '{'],
  [['spec', 'ports', 1, 'a'], 'a: 443'],
  [['spec', 'x'], 'x: 1'],
  [['spec', 'copy'], 'copy: *base'],
  [['spec', 'copy', 'x'], 'x: 1'],
  [['spec', 'empty'], 'empty'],
  [['status', 'loadBalancer'], 'apiVersion: networking.k8s.io/v1'],
  [[], 'apiVersion: networking.k8s.io/v1'],
];

const variants = {
  'line feeds': shop,
  'carriage returns and line feeds': shop.replaceAll('\n', '\r\n'),
  'a byte order mark': `\uFEFF${shop}`,
  'a document before it': `kind: [\n---\n\uFEFF${shop}`,
};

it.each(Object.entries(variants))('finds fields in a text with %s', (_name, text) => {
  const [manifest] = read(text).manifests;
  for (const [path, covered] of spans) {
    expect(textAt(text, manifest?.originOf(path).span), path.join('.')).toBe(covered);
  }
});

it('counts lines and columns from one, in the file', () => {
  const [, second] = read('{"apiVersion": "v1", "kind": "A"}\n\t{"apiVersion": "v1",\n\t "kind": "B"}').manifests;
  expect(second?.originOf(['kind']).span).toEqual({ offset: 58, line: 3, column: 3, length: 11 });
});
