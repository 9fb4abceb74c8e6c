import * as z from 'zod';
import { lazily } from '../../../src/lazily.ts';
import { entriesOf, bool as written } from '../values.ts';

/** What values of the ConfigMap look like, where they are not those of an annotation. */

/** Any text. */
export const text = lazily(() => z.string());

/** Go's weakly typed booleans: nothing is one as well. */
export const bool = lazily(() =>
  z.union([written, z.literal('').transform(() => false)], 'expected "true" or "false"'),
);

/** A whole number. */
export const integer = lazily(() =>
  z
    .string()
    .regex(/^[-+]?\d{1,15}$/, 'expected a whole number')
    .transform(Number),
);

/** The status of a redirect to HTTPS. */
export const redirectCode = lazily(() =>
  integer.refine((code) => [301, 302, 307, 308].includes(code), 'expected 301, 302, 307 or 308'),
);

/** Entries with commas between. */
export const list = lazily(() => z.string().transform(entriesOf));

/** A share of all requests. */
export const share = lazily(() =>
  z
    .string()
    .regex(/^(0|1|0?\.\d+|[01]\.0*)$/, 'expected a number from 0 to 1')
    .transform(Number),
);

/** Statuses with commas between. The controller leaves out what it cannot read. */
export const statuses = lazily(() => list.transform((v) => v.map(Number).filter((n) => n > 299 && n < 600)));
