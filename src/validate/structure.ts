import { clipped } from '../clipped.ts';
import type { FieldPath } from '../model/origin.ts';
import type { JsonValue } from '../read/manifest.ts';
import { canonical } from './canonical.ts';
import type { Finding } from './finding.ts';
import { checkNumber, checkString } from './scalars.ts';
import { childrenOf, isList, isObject, type JsonObject, type Schema } from './schema.ts';

/** Judges a value by the keywords of its schema, except list types and rules. */
export function* checkStructure(schema: Schema, value: JsonValue, path: FieldPath): Iterable<Finding> {
  if (value === null && schema.nullable) return;
  const expected = expectedTypes(schema);
  const actual = typeOf(value);
  if (expected.length > 0 && !expected.includes(actual) && !(actual === 'integer' && expected.includes('number'))) {
    yield { path, type: 'TypeInvalid', message: `must be of type ${expected.join(' or ')}, not ${actual}` };
    return;
  }
  if (schema.enum && !schema.enum.some((allowed) => canonical(allowed) === canonical(value))) {
    const allowed = schema.enum.map((each) => JSON.stringify(each)).join(', ');
    yield { path, type: 'NotSupported', message: `must be one of ${allowed}, not ${clipped(JSON.stringify(value))}` };
  }
  if (typeof value === 'string') yield* checkString(schema, value, path);
  else if (typeof value === 'number') yield* checkNumber(schema, value, path);
  else if (isList(value)) yield* checkList(schema, value, path);
  else if (isObject(value)) yield* checkObject(schema, value, path);
  for (const child of childrenOf(schema, value)) yield* checkStructure(child.schema, child.value, [...path, child.key]);
  yield* checkCombinations(schema, value, path);
}

function expectedTypes(schema: Schema): readonly string[] {
  if (schema['x-kubernetes-int-or-string']) return ['integer', 'string'];
  return schema.type ? [schema.type] : [];
}

function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (isList(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function* checkList(schema: Schema, { length }: readonly JsonValue[], path: FieldPath): Iterable<Finding> {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  if (length < minItems) {
    yield { path, type: 'Invalid', message: `must have ${minItems} or more items, has ${length}` };
  } else if (length > maxItems) {
    yield { path, type: 'TooMany', message: `must have ${maxItems} or fewer items, has ${length}` };
  }
}

function* checkObject(schema: Schema, value: JsonObject, path: FieldPath): Iterable<Finding> {
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY, required = [] } = schema;
  const { length } = Object.keys(value);
  if (length < minProperties) {
    yield { path, type: 'Invalid', message: `must have ${minProperties} or more fields, has ${length}` };
  } else if (length > maxProperties) {
    yield { path, type: 'TooMany', message: `must have ${maxProperties} or fewer fields, has ${length}` };
  }
  for (const field of required) {
    if (!Object.hasOwn(value, field)) yield { path: [...path, field], type: 'Required', message: 'is required' };
  }
}

function* checkCombinations(schema: Schema, value: JsonValue, path: FieldPath): Iterable<Finding> {
  const { allOf = [], anyOf, oneOf, not } = schema;
  const faultsIn = (part: Schema) => [...checkStructure(part, value, path)];
  for (const part of allOf) yield* checkStructure(part, value, path);
  if (anyOf) {
    const faults = anyOf.map(faultsIn);
    if (faults.every(({ length }) => length > 0)) {
      yield { path, type: 'Invalid', message: `must match at least one of ${anyOf.length} alternatives (anyOf)` };
      yield* closest(faults);
    }
  }
  if (oneOf) {
    const faults = oneOf.map(faultsIn);
    const matched = faults.filter(({ length }) => length === 0).length;
    const message = `must match exactly one of ${oneOf.length} alternatives (oneOf), matches ${matched}`;
    if (matched !== 1) yield { path, type: 'Invalid', message };
    if (matched === 0) yield* closest(faults);
  }
  if (not && faultsIn(not).length === 0) {
    yield { path, type: 'Invalid', message: 'must not match what the schema excludes (not)' };
  }
}

// Of alternatives that all fail, the one that failed deepest inside is most likely the one that was meant.
function closest(alternatives: readonly (readonly Finding[])[]): readonly Finding[] {
  const depthOf = (faults: readonly Finding[]) => faults.reduce((most, { path }) => Math.max(most, path.length), 0);
  return alternatives.reduce((best, faults) => (depthOf(faults) > depthOf(best) ? faults : best));
}
