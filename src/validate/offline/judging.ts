import * as z from 'zod/v4/core';
import type { Finding, FindingType } from '../finding.ts';

/** A schema of values of one type: one of zod, and what it does as a plain function, by which parts are judged. */
export interface Schema<T> extends z.$ZodType<T> {
  readonly judge: Judge;
}

/** What has to hold for a value once its parts are what they should be, and the field below it that is to blame. */
export type Rule<T> = readonly [message: string, holds: (value: T) => boolean, at?: string];

/** A value under judgement, with what has been found so far. */
export type Payload = z.ParsePayload<unknown>;

/** Adds what is wrong with a value, and puts what a server takes it for in its place. */
type Judge = (payload: Payload) => void;

/**
 * A schema by what it does: first to the parts of a value, then by rules that may rely on them. The schema of zod is made
 * when it is first used: an object has hundreds of parts, and each of them by way of zod takes longer than all the rules.
 */
export function judged<T>(judge: Judge, rules: readonly Rule<T>[] = []): Schema<T> {
  const judgeWhole: Judge = (payload) => {
    judge(payload);
    if (rules.length > 0 && isSound(payload)) check(payload, rules);
  };
  let made: z.$ZodType | undefined;
  const zod = () => {
    const transform = (_: unknown, payload: Payload) => {
      judgeWhole(payload);
      return payload.value;
    };
    made ??= new z.$ZodTransform({ type: 'transform', transform });
    return made;
  };
  const schema = {
    judge: judgeWhole,
    get _zod() {
      return zod()._zod;
    },
  };
  return schema as Schema<T>;
}

/** Whether a value is of its type, so that rules may rely on it. */
export const isSound = ({ issues }: Payload): boolean => issues.every((issue) => issue.continue === true);

// A value that has come this far is of the type.
function check<T>(payload: Payload, rules: readonly Rule<T>[]): void {
  for (const [message, holds, at] of rules) {
    if (!holds(payload.value as T)) blame(payload, fault('Invalid', message, at === undefined ? [] : [at]));
  }
}

/** Judges a part of a value, and gives back what has become of it. */
export function part(whole: Payload, step: string | number, { judge }: Schema<unknown>, value: unknown): unknown {
  const payload: Payload = { value, issues: [] };
  judge(payload);
  for (const issue of payload.issues) whole.issues.push({ ...issue, path: [step, ...(issue.path ?? [])] });
  return payload.value;
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

/** What a schema says about a value. Nothing here is asynchronous. */
export const findingsOf = (schema: Schema<unknown>, value: unknown): readonly Finding[] =>
  (z.safeParse(schema, value).error?.issues ?? []).flatMap((issue) =>
    // There are no others, see `blame`.
    issue.code === 'custom' && issue.params
      ? [fault(issue.params['type'], issue.message, issue.path as Finding['path'])]
      : [],
  );
