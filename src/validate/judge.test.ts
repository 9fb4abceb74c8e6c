import { describe, expect, test } from 'vitest';
import { readCrds } from './crds.ts';
import { judge } from './judge.ts';
import { crd, found, judged } from './shop.testing.ts';

describe('the object as a whole', () => {
  const anything = '{type: object, x-kubernetes-preserve-unknown-fields: true}';

  test.each([
    ['a kind nobody defines', { kind: 'Shelf' }, ['NotSupported kind']],
    ['a version that is not there', { apiVersion: 'example.com/v2' }, ['NotSupported apiVersion']],
    ['no kind', { kind: '' }, ['Required kind']],
    ['no name', { metadata: {} }, ['Required metadata.name']],
    ['a name for later', { metadata: { generateName: 'shop-' } }, []],
    ['a name that is none', { metadata: { name: 'Shop' } }, ['Invalid metadata.name']],
    ['a number in a label', { metadata: { name: 'shop', labels: { a: 1 } } }, ['TypeInvalid metadata.labels.a']],
    ['a key with no name', { metadata: { name: 'shop', labels: { 'a.b/': '' } } }, ['Invalid metadata.labels.a.b/']],
    [
      'a finalizer that is a sentence',
      { metadata: { name: 'shop', finalizers: ['b c'] } },
      ['Invalid metadata.finalizers.0'],
    ],
    ['a finalizer of its own', { metadata: { name: 'shop', finalizers: ['a.b/hold', 'hold'] } }, []],
    [
      'an owner without a name',
      { metadata: { name: 'shop', ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: '', uid: 'a' }] } },
      ['Invalid metadata.ownerReferences.0.name'],
    ],
    ['the beginning of a name', { metadata: { generateName: 'shop-' } }, []],
    ['no beginning of a name', { metadata: { generateName: 'Shop-' } }, ['Invalid metadata.generateName']],
    [
      'a manager with a field of its own',
      { metadata: { name: 'shop', managedFields: [{ manager: 'me', shop: 1 }] } },
      ['Unknown metadata.managedFields.0.shop'],
    ],
    ['a label that is a sentence', { metadata: { name: 'shop', labels: { a: 'b c' } } }, ['Invalid metadata.labels.a']],
    ['an annotation that is a sentence', { metadata: { name: 'shop', annotations: { a: 'b c' } } }, []],
    ['a field of metadata that is none', { metadata: { name: 'shop', label: {} } }, ['Unknown metadata.label']],
    ['a timestamp that is null', { metadata: { name: 'shop', creationTimestamp: null } }, []],
  ])('%s', (_, fields, expected) => {
    expect(judged(crd(anything), fields)).toEqual(expected);
  });

  test('a version that is not served', () => {
    expect(judged(crd(anything, { served: false }), {})).toEqual(['NotSupported apiVersion']);
  });

  test('a namespace on a cluster-scoped kind', () => {
    const metadata = { name: 'shop', namespace: 'docs' };
    expect(judged(crd(anything, { scope: 'Cluster' }), { metadata })).toEqual(['Forbidden metadata.namespace']);
    expect(judged(crd(anything), { metadata })).toEqual([]);
  });

  test('a status is ignored where it is a subresource, but its fields must be known', () => {
    const schema = '{type: object, properties: {status: {type: object, properties: {open: {type: boolean}}}}}';
    expect(judged(crd(schema), { status: { open: 1 } })).toEqual(['TypeInvalid status.open']);
    expect(judged(crd(schema, { status: true }), { status: { open: 1 } })).toEqual([]);
    expect(judged(crd(schema, { status: true }), { status: { shut: 1 } })).toEqual(['Unknown status.shut']);
  });
});

describe('unknown fields', () => {
  test.each([
    ['are found at every depth', '{type: array, items: {type: object}}', [{ x: 1 }], ['Unknown spec.a.0.x']],
    ['are any field where none is declared', '{type: object}', { x: 1 }, ['Unknown spec.a.x']],
    ['are kept where the schema says so', '{x-kubernetes-preserve-unknown-fields: true}', { x: { y: 1 } }, []],
    ['are none in a map', '{type: object, additionalProperties: {type: integer}}', { x: 1 }, []],
    [
      'are found below what keeps them',
      '{x-kubernetes-preserve-unknown-fields: true, properties: {x: {type: object}}}',
      { x: { y: 1 } },
      ['Unknown spec.a.x.y'],
    ],
    [
      'are not those that every object has',
      '{type: object, x-kubernetes-embedded-resource: true}',
      { apiVersion: 'v1', kind: 'Shelf', metadata: { name: 'x', nam: 'y' }, x: 1 },
      ['Unknown spec.a.x', 'Unknown spec.a.metadata.nam'],
    ],
  ])('%s', (_, schema, a, expected) => {
    expect(found(`{type: object, properties: {a: ${schema}}}`, { a })).toEqual(expected);
  });
});

describe('the keywords of a schema', () => {
  test.each([
    ['{type: string}', 1, 'TypeInvalid'],
    ['{type: number}', 1, undefined],
    ['{type: integer}', 1.5, 'TypeInvalid'],
    ['{type: string, nullable: true}', null, undefined],
    ['{type: array, items: {type: string}}', [null], 'TypeInvalid'],
    ['{x-kubernetes-int-or-string: true}', '16Ki', undefined],
    ['{x-kubernetes-int-or-string: true}', 16, undefined],
    ['{x-kubernetes-int-or-string: true}', true, 'TypeInvalid'],
    ['{type: string, enum: [a, b]}', 'c', 'NotSupported'],
    ['{type: string, maxLength: 1}', '😀', undefined],
    ['{type: string, maxLength: 1}', 'ab', 'TooLong'],
    ['{type: string, minLength: 1}', '', 'Invalid'],
    ['{type: string, pattern: b}', 'abc', undefined],
    ["{type: string, pattern: '^(?i)a$'}", 'A', undefined],
    ["{type: string, pattern: '^(?i)a$'}", 'b', 'Invalid'],
    ['{type: string, format: ipv4}', '10.0.0.256', 'TypeInvalid'],
    ['{type: string, format: shop}', 'anything', undefined],
    ['{type: integer, format: int32}', 2 ** 31, 'Invalid'],
    ['{type: integer, maximum: 3}', 3, undefined],
    ['{type: integer, maximum: 3, exclusiveMaximum: true}', 3, 'Invalid'],
    ['{type: integer, minimum: 3}', 2, 'Invalid'],
    ['{type: number, multipleOf: 2}', 3, 'Invalid'],
    ['{type: array, maxItems: 1, items: {type: integer}}', [1, 2], 'TooMany'],
    ['{type: array, minItems: 1, items: {type: integer}}', [], 'Invalid'],
    ['{type: object, maxProperties: 1, additionalProperties: true}', { x: 1, y: 2 }, 'TooMany'],
    ['{type: object, minProperties: 1, additionalProperties: true}', {}, 'Invalid'],
    ['{type: integer, allOf: [{minimum: 1}, {maximum: 3}]}', 4, 'Invalid'],
    ['{type: integer, anyOf: [{maximum: 1}, {minimum: 3}]}', 3, undefined],
    ['{type: integer, oneOf: [{minimum: 1}, {minimum: 3}]}', 3, 'Invalid'],
    ['{type: integer, oneOf: [{minimum: 1}, {minimum: 3}]}', 2, undefined],
    ['{type: integer, not: {minimum: 3}}', 3, 'Invalid'],
  ])('%s of %j', (schema, a, type) => {
    const types = found(`{type: object, properties: {a: ${schema}}}`, { a }).map((each) => each.split(' ')[0]);
    expect(types).toEqual(type === undefined ? [] : [type]);
  });

  test('required fields, as they are after nulls are dropped', () => {
    const schema = '{type: object, required: [a, b], properties: {a: {type: string}, b: {type: string}}}';
    expect(found(schema, { b: null })).toEqual(['Required spec.a', 'Required spec.b']);
  });

  test('a union that fails tells the closest alternative', () => {
    const schema =
      '{type: object, properties: {a: {type: string}}, anyOf: [{required: [b]}, {properties: {a: {enum: [x]}}}]}';
    expect(found(schema, { a: 'y' })).toEqual(['Invalid spec', 'Required spec.b']);
  });
});

describe('lists that are sets or maps', () => {
  const list = (rest: string) => `{type: object, properties: {a: {type: array, ${rest}}}}`;

  test('a set has no item twice, in whatever order its fields are', () => {
    const schema = list('x-kubernetes-list-type: set, items: {type: object, additionalProperties: {type: integer}}');
    expect(
      found(schema, {
        a: [
          { x: 1, y: 2 },
          { y: 1, x: 2 },
        ],
      }),
    ).toEqual([]);
    expect(
      found(schema, {
        a: [
          { x: 1, y: 2 },
          { y: 2, x: 1 },
        ],
      }),
    ).toEqual(['Duplicate spec.a.1']);
  });

  test('a map has no key twice, once its defaults are filled in', () => {
    const item = '{type: object, properties: {port: {type: integer}, protocol: {type: string, default: TCP}}}';
    const schema = list(`x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [port, protocol], items: ${item}`);
    expect(found(schema, { a: [{ port: 80 }, { port: 80, protocol: 'UDP' }] })).toEqual([]);
    expect(found(schema, { a: [{ port: 80 }, { port: 80, protocol: 'TCP' }] })).toEqual(['Duplicate spec.a.1']);
  });
});

describe('rules', () => {
  const ruled = (rule: string, properties: string) =>
    `{type: object, properties: {${properties}}, x-kubernetes-validations: [{rule: ${JSON.stringify(rule)}, message: refused}]}`;

  test.each([
    [
      'compare times',
      "self.a > timestamp('2026-01-01T00:00:00Z')",
      'a: {type: string, format: date-time}',
      { a: '2026-11-21T00:00:00Z' },
      true,
    ],
    ['read bytes', "self.a == b'shop'", 'a: {type: string, format: byte}', { a: 'c2hvcA==' }, true],
    ['see the defaults', "self.mode == 'open'", 'mode: {type: string, default: open}', {}, true],
    [
      'see escaped names',
      'self.__namespace__ == self.a__dash__b',
      'namespace: {type: string}, a-b: {type: string}',
      { namespace: 'x', 'a-b': 'x' },
      true,
    ],
    [
      'see the keys of a map as they are',
      "'a-b' in self.a",
      'a: {type: object, additionalProperties: {type: string}}',
      { a: { 'a-b': 'x' } },
      true,
    ],
    ['count in integers', 'self.a / 2 == 3', 'a: {type: integer}', { a: 7 }, true],
    ['count in fractions', 'self.a / 2.0 == 3.5', 'a: {type: number}', { a: 7 }, true],
    [
      'take an error for nothing beside a truth',
      'self.a >= 1 || self.a.size() > 0',
      'a: {x-kubernetes-int-or-string: true}',
      { a: 'x' },
      true,
    ],
    ['fail where they end in an error', "self.a == 'x'", 'a: {type: string}', {}, false],
    ['are not asked about transitions', 'self == oldSelf', '', {}, true],
    [
      'match in RE2',
      "self.a.matches('^(?i)SHOP') && matches(self.a, 'hop$')",
      'a: {type: string}',
      { a: 'shop' },
      true,
    ],
    [
      'compare quantities',
      "quantity(string(self.a)).isLessThan(quantity('1Mi'))",
      'a: {x-kubernetes-int-or-string: true}',
      { a: '900k' },
      true,
    ],
    ['compare durations', "duration(self.a) > duration('1m')", 'a: {type: string}', { a: '61s' }, true],
    [
      'know addresses',
      "isIP(self.a) && !isIP('::ffff:10.0.0.1') && !isIP('shop')",
      'a: {type: string}',
      { a: '::1' },
      true,
    ],
    [
      'know URLs',
      "isURL(self.a) && url(self.a).getHost() == '[::1]:80' && url(self.a).getHostname() == '::1'",
      'a: {type: string}',
      { a: 'http://[::1]:80/x' },
      true,
    ],
    ['know names', '!format.dns1123Label().validate(self.a).hasValue()', 'a: {type: string}', { a: 'shop' }, true],
    // As on the server, where a missing fault is no null either.
    [
      'never find a fault to be null',
      'format.dns1123Label().validate(self.a) == null',
      'a: {type: string}',
      { a: 'shop' },
      false,
    ],
    [
      'cut texts',
      "self.a.split('/')[0].substring(1) == 'ab'.lowerAscii() && self.a.indexOf('/') == 3",
      'a: {type: string}',
      { a: 'xab/c' },
      true,
    ],
  ])('%s', (_, rule, properties, spec, isAdmitted) => {
    expect(found(ruled(rule, properties), spec)).toEqual(isAdmitted ? [] : ['Invalid spec']);
  });

  test.each([
    ['are left out where a promise of the schema is broken', {}, ['Required spec.a']],
    ['are asked although a value is wrong', { a: 5 }, ['Invalid spec.a', 'Invalid spec']],
  ])('%s', (_, spec, expected) => {
    const schema =
      '{type: object, required: [a], properties: {a: {type: integer, maximum: 3}}, x-kubernetes-validations: [{rule: self.a < 0}]}';
    expect(found(schema, spec)).toEqual(expected);
  });

  test('say what they compute, and where', () => {
    const rule = `{rule: 'false', messageExpression: "'no ' + self.a", reason: FieldValueForbidden, fieldPath: .a}`;
    const schema = `{type: object, properties: {spec: {type: object, properties: {a: {type: string}}, x-kubernetes-validations: [${rule}]}}}`;
    const crds = readCrds([{ path: 'shops.yaml', text: crd(schema) }]);
    const shop = { apiVersion: 'example.com/v1', kind: 'Shop', metadata: { name: 'shop' }, spec: { a: 'b' } };
    expect(judge(crds, shop)).toEqual([{ path: ['spec', 'a'], type: 'Forbidden', message: 'no b' }]);
  });

  test.each([
    ['a function that is not there', 'shop(self)'],
    ['an expression that is none', 'self.'],
  ])('with %s are told, and refuse nothing', (_, rule) => {
    expect(found(ruled(rule, ''), {})).toEqual(['Unjudged spec']);
  });
});
