import type { FieldPath } from '../model/origin.ts';
import type { JsonValue } from '../read/manifest.ts';
import { isList, isObject } from './schema.ts';

type Test = (value: JsonValue) => boolean;

const isText: Test = (value) => typeof value === 'string';
const isNumber: Test = (value) => typeof value === 'number';
const isFlag: Test = (value) => typeof value === 'boolean';
const isTexts: Test = (value) => isList(value) && value.every(isText);
const isRules: Test = (value) =>
  isList(value) &&
  value.every(
    (rule) =>
      isObject(rule) &&
      isText(rule['rule'] ?? null) &&
      ['message', 'messageExpression', 'fieldPath'].every((field) => isText(rule[field] ?? '')),
  );

/** What a keyword has to be so that nobody trips over it. */
const keywords: ReadonlyMap<string, Test> = new Map<string, Test>([
  ...['type', 'format', 'pattern', 'x-kubernetes-list-type'].map((name) => [name, isText] as const),
  ...['minLength', 'maxLength', 'minimum', 'maximum', 'multipleOf'].map((name) => [name, isNumber] as const),
  ...['minItems', 'maxItems', 'minProperties', 'maxProperties'].map((name) => [name, isNumber] as const),
  ...['nullable', 'exclusiveMinimum', 'exclusiveMaximum'].map((name) => [name, isFlag] as const),
  ...['required', 'x-kubernetes-list-map-keys'].map((name) => [name, isTexts] as const),
  ['enum', isList],
  ['x-kubernetes-validations', isRules],
]);

/** Why nothing can be judged by a schema, where that is so. An API server takes no such schema, but a file may hold one. */
export function faultOfSchema(schema: JsonValue, path: FieldPath): string | undefined {
  if (!isObject(schema)) return `its schema is malformed at ${path.join('.') || 'the top'}`;
  for (const [keyword, value] of Object.entries(schema)) {
    if (keywords.get(keyword)?.(value) === false) return `its schema is malformed at ${[...path, keyword].join('.')}`;
    const fault = partsOf(keyword, value).map(([key, part]) => faultOfSchema(part, [...path, keyword, ...key]));
    const first = fault.find((one) => one !== undefined);
    if (first !== undefined) return first;
  }
  return undefined;
}

/** The schemas inside a schema, with the way to them. */
function partsOf(keyword: string, value: JsonValue): readonly (readonly [FieldPath, JsonValue])[] {
  switch (keyword) {
    case 'properties':
      return isObject(value) ? Object.entries(value).map(([key, part]) => [[key], part]) : [[[], null]];
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return isList(value) ? value.map((part, i) => [[i], part]) : [[[], null]];
    case 'items':
    case 'not':
      return [[[], value]];
    case 'additionalProperties':
      return typeof value === 'boolean' ? [] : [[[], value]];
    default:
      return [];
  }
}
