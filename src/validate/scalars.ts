import { clipped } from '../clipped.ts';
import type { FieldPath } from '../model/origin.ts';
import type { Finding } from './finding.ts';
import { hasFormat, isInRange } from './formats.ts';
import { faultOfPattern, patternOf } from './patterns.ts';
import type { Schema } from './schema.ts';

/** Judges a text by its schema, up to the first fault. Lengths are in code points. */
export function* checkString(schema: Schema, value: string, path: FieldPath): Iterable<Finding> {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, format } = schema;
  const length = codePointsIn(value);
  if (length > maxLength) {
    yield { path, type: 'TooLong', message: `must be at most ${maxLength} characters long, is ${length}` };
  } else if (length < minLength) {
    yield { path, type: 'Invalid', message: `must be at least ${minLength} characters long, is ${length}` };
  } else if (pattern !== undefined && faultOfPattern(pattern) !== undefined) {
    yield { path, type: 'Unjudged', message: `by the pattern '${clipped(pattern)}': ${faultOfPattern(pattern)}` };
  } else if (pattern !== undefined && !patternOf(pattern).test(value)) {
    yield { path, type: 'Invalid', message: `must match '${pattern}'` };
  } else if (format !== undefined && !hasFormat(format, value)) {
    yield { path, type: 'TypeInvalid', message: `must have the format ${format}` };
  }
}

/** Judges a number by the bounds that its schema asks for. */
export function* checkNumber(schema: Schema, value: number, path: FieldPath): Iterable<Finding> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = schema;
  if (minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum)) {
    const bound = exclusiveMinimum ? 'greater than' : 'at least';
    yield { path, type: 'Invalid', message: `must be ${bound} ${minimum}` };
  }
  if (maximum !== undefined && (exclusiveMaximum ? value >= maximum : value > maximum)) {
    const bound = exclusiveMaximum ? 'less than' : 'at most';
    yield { path, type: 'Invalid', message: `must be ${bound} ${maximum}` };
  }
  if (multipleOf !== undefined && value % multipleOf !== 0) {
    yield { path, type: 'Invalid', message: `must be a multiple of ${multipleOf}` };
  }
  if (format !== undefined && !isInRange(format, value)) {
    // A server of Kubernetes 1.35 lets it pass, and controllers that decode it into an int32 fail on it.
    yield { path, type: 'Invalid', message: `must be within the range of ${format}` };
  }
}

function codePointsIn(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
