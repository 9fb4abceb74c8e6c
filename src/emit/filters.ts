import type { JsonObject } from './fragment.ts';
import { merge } from './merge.ts';

/** The filters of a rule with one more: there may be one of a type, but for mirrors. No two policies write the same field of one. */
export function withFilter(filters: readonly JsonObject[], filter: JsonObject): readonly JsonObject[] {
  const { type } = filter;
  if (type === 'RequestMirror' || !filters.some((one) => one['type'] === type)) return filters.concat(filter);
  return filters.map((one) => (one['type'] === type ? merge(one, filter, () => {}) : one));
}

/**
 * What stands before a question about the client: preflights are answered without one, as browsers send no credentials
 * with them, and headers go that only the answer may set. Mirrors, rewrites and redirects are for those who are let in.
 */
const beforeQuestion: readonly string[] = ['CORS', 'RequestHeaderModifier', 'ExternalAuth'];

/** The filters of a rule in the order in which they are to run. */
export function inRunOrder(filters: readonly JsonObject[]): readonly JsonObject[] {
  if (filters.length < 2 || !filters.some(({ type }) => type === 'ExternalAuth')) return filters;
  const first = beforeQuestion.flatMap((name) => filters.filter(({ type }) => type === name));
  return [...first, ...filters.filter((one) => !first.includes(one))];
}
