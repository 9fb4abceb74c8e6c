import type { Rule, Schema } from './judging.ts';
import { forms, millisOf } from './names.ts';
import { choice, either, fields, integer, list, mapOf, text } from './shapes.ts';

/** An expression of CEL. Whether it can be read is for agentgateway to say. */
export const expression = text({ min: 1, max: 16_384 });
/** Expressions by names of the user's. */
export const expressions = mapOf(expression, { max: 64 });
/** What becomes of requests where something that is asked is silent. */
export const failureMode = choice('FailClosed', 'FailOpen');

/** A duration that may not be too short. */
export const durationFrom = (leastMillis: number) =>
  text({ max: 32, form: forms.duration }, [
    `must be at least ${leastMillis}ms`,
    (value) => millisOf(value) >= leastMillis,
  ]);

/** A number of bytes, as a number or as a quantity such as 16Ki. */
export const quantity = either(
  integer(1, 2 ** 32 - 1),
  text({
    min: 1,
    max: 32,
    form: {
      pattern:
        /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[KMGTPE]i|[numkMGTPE]|[eE](?:\+?0*(?:[0-9]|1[0-8])|-0*[0-9]))?$/,
      says: 'a quantity such as 16Ki',
    },
  }),
);

/** A Secret of the same namespace, or what somebody else takes for one. */
export const credentialRef = (more: Readonly<Record<string, Schema<string>>>) =>
  fields({ name: text({ min: 1, max: 253 }) }, { group: text(), kind: text(), ...more }, credential);

const credential: Rule<{ readonly group?: string; readonly kind?: string }> = [
  'group and kind must both be set where it is not a Secret',
  ({ group = '', kind = '' }) => (group === '' ? ['', 'Secret'].includes(kind) : kind !== ''),
];

/** Policies of which the first whose condition holds counts. */
export const conditional = <T>(policy: Schema<T>) =>
  list(fields({ policy }, { condition: expression }), { min: 1, max: 16 }, [
    'what has no condition must come last',
    (all) => all.every(({ condition }, i) => condition !== undefined || i === all.length - 1),
  ]);

/** `conditional` stands alone: beside it, none of these fields may be set. */
export const conditionalAlone = (...names: string[]): Rule<object> => [
  'conditional must not be set beside another field',
  (value) => !Object.hasOwn(value, 'conditional') || names.every((name) => !Object.hasOwn(value, name)),
];
