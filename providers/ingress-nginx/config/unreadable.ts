import type { Sourced } from '../../../src/model/origin.ts';
import type { ConfigKeyName } from './keys.ts';

/** A key that keeps somebody out, in a way that has no form here: the location keeps everybody out. */
export const unreadable = (key: ConfigKeyName, { from }: Sourced<unknown>, problem: string, instead: string) => ({
  route: { 'opaque-access': { said: { value: { what: key, because: `${key} ${problem}`, instead }, from } } },
});
