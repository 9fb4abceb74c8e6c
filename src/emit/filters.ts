import type { JsonObject } from './fragment.ts';
import { merge } from './merge.ts';

/** The filters of a rule with some more, in the order in which they are to run. */
export const joinedFilters = (filters: readonly JsonObject[], more: readonly JsonObject[]): readonly JsonObject[] =>
  guardedOrder(more.reduce(withFilter, filters));

/** A rule may have one filter of a type, but for mirrors. No two policies write the same field of one. */
function withFilter(filters: readonly JsonObject[], filter: JsonObject): readonly JsonObject[] {
  const there = filters.findIndex(({ type }) => type === filter['type'] && type !== 'RequestMirror');
  return there < 0
    ? [...filters, filter]
    : filters.with(
        there,
        merge(filters[there] ?? {}, filter, () => {}),
      );
}

/**
 * What stands before a question about the client: preflights are answered without one, as browsers send no credentials
 * with them, and headers go that only the answer may set. Mirrors, rewrites and redirects are for those who are let in.
 */
const beforeQuestion: readonly string[] = ['CORS', 'RequestHeaderModifier', 'ExternalAuth'];

function guardedOrder(filters: readonly JsonObject[]): readonly JsonObject[] {
  if (!filters.some(({ type }) => type === 'ExternalAuth')) return filters;
  const first = beforeQuestion.flatMap((name) => filters.filter(({ type }) => type === name));
  return [...first, ...filters.filter((one) => !first.includes(one))];
}
