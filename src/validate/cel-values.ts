import { type CelInput, celList, celMap } from '@bufbuild/cel';
import { reflect } from '@bufbuild/protobuf/reflect';
import { TimestampSchema, timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { JsonValue } from '../read/manifest.ts';
import { hasFormat } from './formats.ts';
import { isList, isObject, type JsonObject, type Schema, schemaOfField } from './schema.ts';

/** Turns a value into what a rule sees of it: the schema decides which numbers are integers and which names are escaped. */
export function celValueOf(schema: Schema | undefined, value: JsonValue): CelInput {
  if (isList(value)) return celList(value.map((item) => celValueOf(schema?.items, item)));
  if (isObject(value)) return celMap(new Map(fieldsOf(schema, value)));
  if (typeof value === 'number') return schema?.type !== 'number' && Number.isInteger(value) ? BigInt(value) : value;
  if (typeof value === 'string') return celTextOf(schema?.format, value);
  return value;
}

function* fieldsOf(schema: Schema | undefined, object: JsonObject): Iterable<[string, CelInput]> {
  for (const [field, child] of Object.entries(object)) {
    const known = schema && schemaOfField(schema, field);
    yield [celNameOf(schema, field), celValueOf(known, child)];
  }
}

// Some formats have a type of their own in CEL.
function celTextOf(format: string | undefined, text: string): CelInput {
  if (format === undefined || !hasFormat(format, text)) return text;
  if (format === 'byte') return Buffer.from(text, 'base64');
  if (format === 'date' || format === 'date-time') {
    return reflect(TimestampSchema, timestampFromDate(new Date(text)));
  }
  return text;
}

const literals = 'true false null in';
const reserved = 'as break const continue else for function if import let loop package namespace return var void while';
const keywords = new Set(`${literals} ${reserved}`.split(' '));
const escapes: { readonly [text: string]: string } = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/** The name under which a rule finds a field: escaped for a property, as it is for the key of a map. */
export function celNameOf(schema: Schema | undefined, field: string): string {
  if (!schema || schema.additionalProperties) return field;
  if (keywords.has(field)) return `__${field}__`;
  return field.replace(/__|[.\-/]/g, (text) => escapes[text] ?? text);
}
