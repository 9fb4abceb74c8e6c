import type { Emitter } from '../emitter.ts';
import type { Difference } from './verify.ts';

/**
 * Where the letter of the Gateway API leaves open whether a regular expression goes before a prefix, the simulation takes
 * the prefix: other spellings of a guarded path get to the path above it. I2G3004 says so, as an error.
 */
export const isUpToTheImplementation = ({ codes, question }: Difference, { name }: Emitter): boolean =>
  name === 'standard' && codes.includes('I2G3004') && /%\w\w|\/\/|\/\.\.\//.test(question.path);

/** A wildcard takes more labels than that of nginx, so that it serves what the server of all other names refuses. */
export const isOfWildcard = ({ codes, question }: Difference): boolean =>
  codes.includes('I2G2121') && question.host.startsWith('one.');
