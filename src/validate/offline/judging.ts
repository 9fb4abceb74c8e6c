import * as z from 'zod/v4/core';
import type { Finding, FindingType } from '../finding.ts';

/** A schema of values of one type: one of zod, and what it does as a plain function, by which parts are judged. */
export interface Schema<T> extends z.$ZodType<T> {
  readonly judge: Judge;
}

/** What has to hold for a value once its parts are what they should be, and the field below it that is to blame. */
export type Rule<T> = readonly [message: string, holds: (value: T) => boolean, at?: string];

/** Adds what is wrong with a value to what has been found so far, and gives what a server takes the value for. */
export type Judge = (value: unknown, found: Finding[]) => unknown;

/**
 * A schema by what it does: first to the parts of a value, then by rules that may rely on them. The schema of zod is made
 * when it is first used: an object has hundreds of parts, and each of them by way of zod takes longer than all the rules.
 */
export function judged<T>(judge: Judge, rules: readonly Rule<T>[] = []): Schema<T> {
  const judgeWhole = rules.length === 0 ? judge : ruled(judge, rules);
  let made: z.$ZodType | undefined;
  const zod = () => {
    const transform = (value: unknown, { issues }: z.ParsePayload) => {
      const found: Finding[] = [];
      const seen = judgeWhole(value, found);
      for (const { type, message, path } of found) {
        issues.push({ code: 'custom', path: [...path], message, params: { type }, input: value });
      }
      return seen;
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

const ruled =
  <T>(judge: Judge, rules: readonly Rule<T>[]): Judge =>
  (value, found) => {
    const before = found.length;
    const seen = judge(value, found);
    // A value that is sound is of the type.
    if (isSound(found, before)) check(seen as T, rules, found);
    return seen;
  };

/** Adds a finding for each rule that a value breaks. */
export function check<T>(value: T, rules: readonly Rule<T>[], found: Finding[]): void {
  for (let i = 0; i < rules.length; i += 1) {
    // Nearly every rule holds, and taking one apart is the dearest of it.
    const rule = rules[i] as Rule<T>;
    if (!rule[1](value)) found.push(broken(rule));
  }
}

const broken = <T>([message, , at]: Rule<T>): Finding => fault('Invalid', message, at === undefined ? [] : [at]);

/** Whether what was found since then leaves a value of its type, so that rules may rely on it. */
export const isSound = (found: readonly Finding[], since: number): boolean =>
  found.length === since || !found.slice(since).some(({ type }) => blocking.includes(type));

/** Judges a part of a value, and gives what a server takes it for. */
export function part(step: string | number, { judge }: Schema<unknown>, value: unknown, found: Finding[]): unknown {
  const before = found.length;
  const seen = judge(value, found);
  for (let i = before; i < found.length; i += 1) found[i] = below(step, found[i] as Finding);
  return seen;
}

const below = (step: string | number, { type, message, path }: Finding): Finding =>
  fault(type, message, [step, ...path]);

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
    // There are no others, see `judged`.
    issue.code === 'custom' && issue.params
      ? [fault(issue.params['type'], issue.message, issue.path as Finding['path'])]
      : [],
  );
