import { onceSound, type Rule, type Schema } from './judging.ts';
import { unionRules } from './rules.ts';
import { choice, fields, list } from './shapes.ts';

/** A filter, by its type. What it does stands in the field of its type. */
export interface Filter {
  readonly type: string;
}

/** The field and the schema of each type of filter. */
type FilterTypes = Readonly<Record<string, readonly [field: string, schema: Schema<unknown>]>>;

/** Filters of these types, one of a type where nothing else is said. */
export function filters<F extends Filter>(
  types: FilterTypes,
  repeatable: readonly string[],
  ...rules: Rule<readonly F[]>[]
): Schema<readonly F[]> {
  const filter = fields(
    { type: choice(...Object.keys(types)) },
    Object.fromEntries(Object.values(types)),
    ...unionRules('type', Object.fromEntries(Object.entries(types).map(([type, [field]]) => [type, field]))),
  ) as Schema<Filter> as Schema<F>;
  const single = Object.keys(types).filter((type) => !repeatable.includes(type));
  return list(onceSound(filter), { max: 16 }, ...single.map(onceOnly), ...rules);
}

const onceOnly = (type: string): Rule<readonly Filter[]> => [
  `${type} must not be repeated`,
  (all) => all.length < 2 || all.filter((filter) => filter.type === type).length < 2,
];
