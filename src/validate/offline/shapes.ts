import type { Finding } from '../finding.ts';
import { fault, isSound, judged, part, type Rule, type Schema } from './judging.ts';

/** How long a text may be, in characters, and what it must look like. */
interface TextLimits {
  readonly min?: number;
  readonly max?: number;
  readonly form?: Form;
}

/** A pattern, and what it asks for in words. No pattern here takes more than linear time for what fits the limits. */
export interface Form {
  readonly pattern: RegExp;
  readonly says: string;
}

/** How many items a list may have. With `key`, no two of the same key. */
interface ListLimits<T> {
  readonly min?: number;
  readonly max?: number;
  readonly key?: (item: T) => unknown;
}

/** A map whose keys are the user's. */
export type MapOf<T> = { readonly [key: string]: T };

type Shape = Readonly<Record<string, Schema<unknown>>>;

type Fields<R extends Shape, O extends Shape> = { readonly [K in keyof R]: ReturnType<R[K]['judge']> } & {
  readonly [K in keyof O]?: ReturnType<O[K]['judge']>;
};

const endless = Number.POSITIVE_INFINITY;

/** A text. */
export const text = ({ min = 0, max = endless, form }: TextLimits = {}, ...rules: Rule<string>[]) =>
  simple<string>((value) => {
    if (typeof value !== 'string') return fault('TypeInvalid', 'must be a text');
    // A character has one or two units of length: few texts have to be counted.
    if (value.length > max || value.length < 2 * min) {
      const length = lengthOf(value);
      if (length > max) return fault('TooLong', `must be at most ${max} characters long, is ${length}`);
      if (length < min) return fault('Invalid', `must be at least ${min} characters long, is ${length}`);
    }
    return form && !form.pattern.test(value) ? fault('Invalid', `must be ${form.says}`) : undefined;
  }, rules);

/** An integer, within 32 bits where nothing else is said. */
export const integer = (min = -(2 ** 31), max = 2 ** 31 - 1) =>
  simple<number>((value) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return fault('TypeInvalid', 'must be an integer');
    return value < min || value > max ? fault('Invalid', `must be from ${min} to ${max}, is ${value}`) : undefined;
  });

/** True or false. */
export const flag = simple<boolean>((value) =>
  typeof value === 'boolean' ? undefined : fault('TypeInvalid', 'must be true or false'),
);

/** Anything at all. */
export const anything = judged<unknown>((value) => value);

/** One of a few values. */
export const choice = <const T extends string | number>(...values: readonly T[]) =>
  simple<T>((value) =>
    (values as readonly unknown[]).includes(value)
      ? undefined
      : fault('NotSupported', `must be one of ${values.join(', ')}, not ${JSON.stringify(value)}`),
  );

/** A number or a text. */
export const either = (number: Schema<number>, other: Schema<string>) =>
  judged<number | string>((value, found) => (typeof value === 'number' ? number : other).judge(value, found));

/** A list. */
export const list = <T>(item: Schema<T>, limits: ListLimits<T> = {}, ...rules: Rule<readonly T[]>[]) =>
  judged<readonly T[]>((value, found) => {
    if (!Array.isArray(value)) return refused(value, fault('TypeInvalid', 'must be a list'), found);
    const before = found.length;
    let items: unknown[] = value;
    for (let i = 0; i < value.length; i += 1) {
      const seen = part(i, item, value[i], found);
      if (seen === value[i]) continue;
      if (items === value) items = [...value];
      items[i] = seen;
    }
    blameSize(items, limits, found);
    // What an item is called can be asked only where it is one.
    if (isSound(found, before)) blameDuplicates(items as T[], limits, found);
    return items;
  }, rules);

/** A list that has no item twice. */
export const setOf = <T>(item: Schema<T>, limits: Omit<ListLimits<T>, 'key'> = {}, ...rules: Rule<readonly T[]>[]) =>
  list(item, { ...limits, key: (each) => each }, ...rules);

/** A map whose keys are the user's. As on a server, a value that is null is none. */
export const mapOf = <T>(item: Schema<T>, { max = endless } = {}, ...rules: Rule<MapOf<T>>[]) =>
  judged<MapOf<T>>((value, found) => {
    if (!isMap(value)) return refused(value, notMap, found);
    const entries = Object.entries(value).filter(([, each]) => each !== null);
    if (entries.length > max) found.push(fault('TooMany', tooMany(max, entries.length)));
    const seen = entries.map(([key, each]) => [key, part(key, item, each, found)] as const);
    const isSame = seen.length === Object.keys(value).length && seen.every(([key, each]) => each === value[key]);
    return isSame ? value : Object.fromEntries(seen);
  }, rules);

/** A map with these fields and no others. As on a server, a field that is null is none. */
export const fields = <R extends Shape, O extends Shape>(required: R, optional: O, ...rules: Rule<Fields<R, O>>[]) =>
  fieldsOf(required, optional, rules, (name) => [fault('Unknown', 'unknown field', [name])]);

/** A map with these fields, and others of which nothing is known. */
export const openFields = <O extends Shape>(optional: O, ...rules: Rule<Fields<Record<never, never>, O>>[]) =>
  fieldsOf({}, optional, rules, () => []);

function fieldsOf<R extends Shape, O extends Shape>(
  required: R,
  optional: O,
  rules: readonly Rule<Fields<R, O>>[],
  unknown: (name: string) => readonly Finding[],
): Schema<Fields<R, O>> {
  const known = new Map(Object.entries<Schema<unknown>>({ ...required, ...optional }));
  const needed = Object.keys(required);
  return judged<Fields<R, O>>((value, found) => {
    if (!isMap(value)) return refused(value, notMap, found);
    // Hardly ever is there anything that a server takes for something else, and then nothing has to be copied.
    let changes: Map<string, unknown> | undefined;
    for (const name in value) {
      const schema = known.get(name);
      const each = value[name];
      if (!schema) found.push(...unknown(name));
      else {
        const seen = each === null ? undefined : part(name, schema, each, found);
        if (seen !== each) changes = (changes ?? new Map()).set(name, seen);
      }
    }
    const there = changes ? changed(value, changes) : value;
    for (let i = 0; i < needed.length; i += 1) {
      const name = needed[i] as string;
      if (!Object.hasOwn(there, name)) found.push(fault('Required', 'is required', [name]));
    }
    return there;
  }, rules);
}

/** A map in which some fields have other values, or none where they are `undefined`. */
const changed = (map: { readonly [key: string]: unknown }, changes: ReadonlyMap<string, unknown>) =>
  Object.fromEntries(
    Object.entries(map)
      .map(([name, value]) => [name, changes.has(name) ? changes.get(name) : value] as const)
      .filter(([name, value]) => value !== undefined || !changes.has(name)),
  );

/** A schema of values without parts. */
function simple<T>(faultOf: (value: unknown) => Finding | undefined, rules: readonly Rule<T>[] = []): Schema<T> {
  return judged<T>((value, found) => {
    const fault = faultOf(value);
    return fault ? refused(value, fault, found) : value;
  }, rules);
}

/** A value of which nothing else is to be said. */
function refused(value: unknown, fault: Finding, found: Finding[]): unknown {
  found.push(fault);
  return value;
}

function blameSize<T>(
  { length }: readonly unknown[],
  { min = 0, max = endless }: ListLimits<T>,
  found: Finding[],
): void {
  if (length > max) found.push(fault('TooMany', tooMany(max, length)));
  if (length < min) found.push(fault('Invalid', `must have ${min} or more items, has ${length}`));
}

function blameDuplicates<T>(items: readonly T[], { key }: ListLimits<T>, found: Finding[]): void {
  if (!key || items.length < 2) return;
  const seen = new Set<unknown>();
  items.forEach((item, i) => {
    const name = key(item);
    if (seen.has(name)) found.push(fault('Duplicate', `duplicate item ${JSON.stringify(name)}`, [i]));
    seen.add(name);
  });
}

const tooMany = (max: number, length: number) => `must have ${max} or fewer items, has ${length}`;

const notMap = fault('TypeInvalid', 'must be a map');

const isMap = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** In characters, as a server counts. */
const lengthOf = (value: string): number => (/[\uD800-\uDFFF]/.test(value) ? [...value].length : value.length);
