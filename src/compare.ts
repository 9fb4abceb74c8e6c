/** Order of text by code units: the same on every machine, whatever its language. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The most items that are sorted without a copy of them. */
const few = 16;

/** Sorts in place, and leaves what is equal in its order. Most lists are short and nearly sorted; `sort` makes copies of any. */
export function sortBy<T>(items: T[], compare: (a: T, b: T) => number): T[] {
  if (items.length > few) return items.sort(compare);
  for (let i = 1; i < items.length; i += 1) {
    const item = items[i] as T;
    let at = i;
    for (; at > 0 && compare(items[at - 1] as T, item) > 0; at -= 1) items[at] = items[at - 1] as T;
    items[at] = item;
  }
  return items;
}

/** Whether two objects hold the very same under the same names. */
export function areAlike(a: object, b: object): boolean {
  if (a === b) return true;
  const names = Object.keys(a) as (keyof typeof a)[];
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
