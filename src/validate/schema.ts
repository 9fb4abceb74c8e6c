import type { JsonValue } from '../read/manifest.ts';
import { objectMeta } from './object-meta.ts';

/** A JSON object. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** One entry of `x-kubernetes-validations`. */
export interface Rule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: 'FieldValueInvalid' | 'FieldValueForbidden' | 'FieldValueRequired' | 'FieldValueDuplicate';
  /** A JSONPath below the field the rule is on, like `.spec['a.b']`. */
  readonly fieldPath?: string;
}

/** An OpenAPI schema, as far as a CustomResourceDefinition may go. */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly format?: string;
  readonly nullable?: boolean;
  readonly default?: JsonValue;
  readonly enum?: readonly JsonValue[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly properties?: { readonly [name: string]: Schema };
  readonly additionalProperties?: Schema | boolean;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-validations'?: readonly Rule[];
}

/** A field of an object or an item of a list. */
interface Child {
  readonly key: string | number;
  readonly schema: Schema;
  readonly value: JsonValue;
}

/** Whether the value is a JSON object. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether the value is a list. `Array.isArray` does not narrow read-only lists. */
export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The schema of a field of an object, if the schema knows the field. */
export function schemaOfField(schema: Schema, field: string): Schema | undefined {
  const property = Object.hasOwn(schema.properties ?? {}, field) ? schema.properties?.[field] : undefined;
  // An embedded resource has the fields that every object has, whether its schema says so or not.
  if (schema['x-kubernetes-embedded-resource']) {
    if (field === 'metadata') return withObjectMeta(property);
    if (field === 'apiVersion' || field === 'kind') return property ?? { type: 'string' };
  }
  return property ?? (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined);
}

/** What is inside an object or a list, with the schema it has to follow; what the schema does not know is left out. */
export function* childrenOf(schema: Schema, value: JsonValue): Iterable<Child> {
  if (isList(value) && schema.items) {
    for (const [key, item] of value.entries()) yield { key, schema: schema.items, value: item };
  } else if (isObject(value)) {
    for (const [key, field] of Object.entries(value)) {
      const known = schemaOfField(schema, key);
      if (known) yield { key, schema: known, value: field };
    }
  }
}

// Below `metadata` a definition may only narrow what a name is.
function withObjectMeta(property: Schema | undefined): Schema {
  if (!property?.properties) return objectMeta;
  return { ...objectMeta, properties: { ...objectMeta.properties, ...property.properties } };
}
