import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../read/manifest.ts';
import { readCrds } from './crds.ts';
import { judge } from './judge.ts';
import type { JsonObject } from './schema.ts';
import { crd, found, judged } from './shop.testing.ts';

describe('a definition that no server would take', () => {
  test.each([
    ['a pattern that RE2 does not know', '{type: string, pattern: "(?=a)"}', 'a', ['Unjudged spec']],
    ['a schema that is a text', 'shop', 'a', ['Unjudged kind']],
    ['properties that are a list', '{properties: [shop]}', {}, ['Unjudged kind']],
    ['a keyword of another type', '{items: {required: name}}', [{}], ['Unjudged kind']],
    ['a rule that is a number', '{x-kubernetes-validations: [{rule: 5}]}', 'a', ['Unjudged kind']],
    ['alternatives that are none', '{anyOf: [5]}', 'a', ['Unjudged kind']],
  ])('with %s judges nothing', (_, schema, spec, expected) => {
    expect(found(schema, spec as JsonObject)).toEqual(expected);
  });
});

describe('hostile objects are refused', () => {
  const open = '{type: object, x-kubernetes-preserve-unknown-fields: true}';
  const nested = (levels: number): JsonValue =>
    Array.from({ length: levels }).reduce<JsonValue>((inside) => ({ a: inside }), 'end');

  test.each<[string, JsonObject, readonly string[]]>([
    ['metadata that is a text', { metadata: 'shop' }, ['Required metadata.name', 'TypeInvalid metadata']],
    ['a name that is a map', { metadata: { name: Object.create(null) } }, ['TypeInvalid metadata.name']],
    ['labels that are a list', { metadata: { name: 'a', labels: ['a'] } }, ['TypeInvalid metadata.labels']],
    ['a spec that is a list', { spec: [] }, ['TypeInvalid spec']],
    ['a kind that is a number', { kind: 5 }, ['Required kind']],
    ['a version that is a list', { apiVersion: [] }, ['Required apiVersion']],
    ['a prototype', JSON.parse('{"__proto__": {"a": 1}}'), ['Unknown __proto__']],
    ['a constructor', { constructor: {} }, ['Unknown constructor']],
    ['fields nested deep', { spec: nested(400) as JsonObject }, []],
  ])('%s', (_, fields, expected) => {
    expect(judged(crd(`{type: object, properties: {spec: ${open}}}`), fields)).toEqual(expected);
  });

  test('a long list of which no item fits any alternative', () => {
    const schema = '{type: array, items: {type: integer}, anyOf: [{items: {minimum: 1}}, {items: {minimum: 2}}]}';
    const items = Array.from({ length: 200_000 }, () => 0);
    expect(found(schema, items as never)).toHaveLength(200_001);
  });

  test('a value in a message is cut off', () => {
    const crds = readCrds([
      { path: 'shops.yaml', text: crd('{type: object, properties: {spec: {type: string, enum: [a]}}}') },
    ]);
    const shop = { apiVersion: 'example.com/v1', kind: 'Shop', metadata: { name: 'a' }, spec: 'b'.repeat(1_000_000) };
    expect(judge(crds, shop)[0]?.message.length).toBeLessThan(200);
  });
});
