import { readCrds } from './crds.ts';
import { judge } from './judge.ts';
import type { JsonObject } from './schema.ts';

/** What is found in a Shop with this spec, as `type path`; the spec's schema is given in flow style. */
export function found(schema: string, spec: JsonObject): readonly string[] {
  return judged(crd(`{type: object, properties: {spec: ${schema}}}`), { spec });
}

/** What is found in a Shop with these fields, by the definition that is given as text. */
export function judged(text: string, fields: JsonObject): readonly string[] {
  const crds = readCrds([{ path: 'shops.yaml', text }]);
  const shop = { apiVersion: 'example.com/v1', kind: 'Shop', metadata: { name: 'shop' }, ...fields };
  return judge(crds, shop).map(({ type, path }) => `${type} ${path.join('.')}`);
}

/** The definition of a Shop with this schema. */
export function crd(schema: string, { status = false, served = true, scope = 'Namespaced' } = {}): string {
  return `
kind: CustomResourceDefinition
spec:
  group: example.com
  names:
    kind: Shop
  scope: ${scope}
  versions:
  - {name: v1, served: ${served}, ${status ? 'subresources: {status: {}}, ' : ''}schema: {openAPIV3Schema: ${schema}}}
`;
}
