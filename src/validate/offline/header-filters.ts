import type { Schema } from './judging.ts';
import { forms, headerName } from './names.ts';
import { backendRef } from './refs.ts';
import { fields, integer, list, setOf, text } from './shapes.ts';

/** The value of a header that is compared or set. */
export const headerValue = (strict: boolean) => text({ min: 1, max: 4096, ...(strict && { form: forms.headerValue }) });

const nameOf = ({ name }: { readonly name: string }): string => name;

/** Headers with values, each name once. */
export const headers = <T extends { readonly name: string }>(header: Schema<T>, min = 0) =>
  list(header, { min, max: 16, key: nameOf });

/** Changes of headers, of requests or of answers. */
export function headerModifier(strict: boolean) {
  const written = headers(fields({ name: headerName, value: headerValue(strict) }, {}));
  return fields({}, { set: written, add: written, remove: setOf(text(), { max: 16 }) });
}

const fraction = fields({ numerator: integer(0) }, { denominator: integer(1) }, [
  'numerator must not be greater than denominator',
  ({ numerator, denominator = 100 }) => numerator <= denominator,
]);

/** A copy of requests. */
export const mirror = fields({ backendRef }, { percent: integer(0, 100), fraction }, [
  'percent and fraction may not both be set',
  ({ percent, fraction }) => percent === undefined || fraction === undefined,
]);
