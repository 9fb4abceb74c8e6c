import type { Finding, FindingType } from '../finding.ts';

/** A schema of values of one type, by what it does: it is called for hundreds of parts of each object. */
export interface Schema<T> {
  /** Gives a value of the type, unless what it adds to the findings says otherwise. */
  readonly judge: Judge<T>;
}

/** What has to hold for a value once its parts are what they should be, and the field below it that is to blame. */
export type Rule<T> = readonly [message: string, holds: (value: T) => boolean, at?: string];

/** Adds what is wrong with a value to what has been found so far, and gives what a server takes the value for. */
export type Judge<T> = (value: unknown, found: Finding[]) => T;

/** A schema by what it does: first to the parts of a value, then by rules that may rely on them. */
export function judged<T>(judge: Judge<unknown>, rules: readonly Rule<T>[] = []): Schema<T> {
  return { judge: (rules.length === 0 ? judge : ruled(judge, rules)) as Judge<T> };
}

const ruled =
  <T>(judge: Judge<unknown>, rules: readonly Rule<T>[]): Judge<unknown> =>
  (value, found) => {
    const before = found.length;
    const seen = judge(value, found);
    // A value that is sound is of the type.
    if (isSound(found, before)) check(seen as T, rules, found);
    return seen;
  };

/** A schema that is made when the first value for it is seen: most runs see values for a few. */
export function whenSeen<T>(make: () => Schema<T>): Schema<T> {
  let made: Schema<T> | undefined;
  return {
    judge: (value, found) => {
      made ??= make();
      return made.judge(value, found);
    },
  };
}

/** A schema of values that stand in many places: one that nothing is wrong with is gone through once. */
export function onceSound<T extends object>({ judge }: Schema<T>): Schema<T> {
  const sound = new WeakSet<object>();
  return {
    judge: (value, found) => {
      if (sound.has(value as T)) return value as T;
      const before = found.length;
      const seen = judge(value, found);
      if (seen === value && found.length === before) sound.add(seen);
      return seen;
    },
  };
}

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
export function part(step: string | number, schema: Schema<unknown>, value: unknown, found: Finding[]): unknown {
  const before = found.length;
  const seen = schema.judge(value, found);
  if (found.length > before) putBelow(step, found, before);
  return seen;
}

function putBelow(step: string | number, found: Finding[], since: number): void {
  for (let i = since; i < found.length; i += 1) {
    const { type, message, path } = found[i] as Finding;
    found[i] = fault(type, message, [step, ...path]);
  }
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
export function findingsOf(schema: Schema<unknown>, value: unknown): readonly Finding[] {
  const found: Finding[] = [];
  schema.judge(value, found);
  return found;
}
