import * as z from 'zod/v4/core';
import { lazily } from '../../lazily.ts';
import type { Finding, FindingType } from '../finding.ts';

/** A schema of values of one type. */
export type Schema<T> = z.$ZodType<T>;

/** What has to hold for a value once its parts are what they should be, and the field below it that is to blame. */
export type Rule<T> = readonly [message: string, holds: (value: T) => boolean, at?: string];

/** A value under judgement, with what has been found so far. */
export type Payload = z.ParsePayload<unknown>;

type Judge = (payload: Payload) => void;

/**
 * A schema by what it does: first to the parts of a value, then by rules that may rely on them. It is made when it is first
 * used: zod's own schema of an object wants those of all its fields, of which a run sees a few.
 */
export const judged = <T>(judge: Judge, rules: readonly Rule<T>[] = []) =>
  lazily<Schema<T>>(
    () =>
      new z.$ZodTransform({
        type: 'transform',
        transform: (_, payload) => {
          judge(payload);
          if (isSound(payload)) check(payload, rules);
          return payload.value;
        },
      }) as z.$ZodType as Schema<T>,
  );

/** Whether a value is of its type, so that rules may rely on it. */
export const isSound = (payload: Payload): boolean => !z.util.aborted(payload);

// A value that has come this far is of the type.
function check<T>(payload: Payload, rules: readonly Rule<T>[]): void {
  for (const [message, holds, at] of rules) {
    if (!holds(payload.value as T)) blame(payload, fault('Invalid', message, at === undefined ? [] : [at]));
  }
}

/** Judges a part of a value, and gives back what has become of it. */
export function part(whole: Payload, step: string | number, schema: Schema<unknown>, value: unknown): unknown {
  const { value: seen, issues } = run(schema, value);
  for (const issue of issues) whole.issues.push({ ...issue, path: [step, ...(issue.path ?? [])] });
  return seen;
}

/** Adds a finding. */
export function blame({ value, issues }: Payload, { type, message, path }: Finding): void {
  const params = { type };
  issues.push({ code: 'custom', path: [...path], message, params, continue: !blocking.includes(type), input: value });
}

/** A finding in few words. */
export const fault = (type: FindingType, message: string, path: Finding['path'] = []): Finding => ({
  path,
  type,
  message,
});

/** What rules rely on: after one of these the rules above are not asked, here as on a server. */
const blocking: readonly FindingType[] = ['NotSupported', 'Required', 'TooLong', 'TooMany', 'TypeInvalid'];

/** What a schema says about a value. */
export const findingsOf = (schema: Schema<unknown>, value: unknown): readonly Finding[] =>
  run(schema, value).issues.flatMap((issue) =>
    // There are no others, see `blame`.
    issue.code === 'custom' && issue.params
      ? [
          fault(
            issue.params['type'],
            issue.message ?? '',
            issue.path?.map((step) => step as string | number),
          ),
        ]
      : [],
  );

/** Runs a schema. Nothing here is asynchronous. */
export const run = (schema: Schema<unknown>, value: unknown): Payload =>
  schema._zod.run({ value, issues: [] }, { async: false }) as Payload;
