import type { Rule } from './judging.ts';
import type { MapOf } from './shapes.ts';

/** Whether some of these fields are there; what is unknown to the schema counts as well. */
export const atLeastOne = (...names: string[]): Rule<object> => [
  `at least one of ${names.join(', ')} must be set`,
  (value) => countOf(value, names) > 0,
];

/** Whether not two of these fields are there. */
export const atMostOne = (...names: string[]): Rule<object> => [
  `only one of ${names.join(', ')} may be set`,
  (value) => countOf(value, names) < 2,
];

/** Whether one of these fields is there, and no other of them. */
export const exactlyOne = (...names: string[]): Rule<object> => [
  `one of ${names.join(', ')} must be set, and no other of them`,
  (value) => countOf(value, names) === 1,
];

/** For a field that tells types apart: the field that is there with each type, and with no other. */
export const unionRules = (tag: string, fieldOf: Readonly<Record<string, string>>): Rule<object>[] =>
  Object.entries(fieldOf).map(([type, field]) => [
    `${field} must be set where ${tag} is ${type}, and nowhere else`,
    (value) => ((value as MapOf<unknown>)[tag] === type) === Object.hasOwn(value, field),
    field,
  ]);

/** Whether no two items have one key. */
export function areDistinct<T>(items: readonly T[], key: (item: T) => unknown): boolean {
  if (items.length < 2) return true;
  const keys = new Set<unknown>();
  return items.every((item) => {
    const before = keys.size;
    return keys.add(key(item)).size > before;
  });
}

/** Whether all items have one key. */
export function areEqual<T>(items: readonly T[], key: (item: T) => unknown): boolean {
  return items.length < 2 || items.every((item) => key(item) === key(items[0] as T));
}

/** How many of these fields are there. */
export function countOf(value: object, names: readonly string[]): number {
  let count = 0;
  for (let i = 0; i < names.length; i += 1) if (Object.hasOwn(value, names[i] as string)) count += 1;
  return count;
}
