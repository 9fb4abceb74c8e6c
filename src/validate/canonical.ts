import { compareText } from '../compare.ts';
import type { JsonValue } from '../read/manifest.ts';
import { isObject } from './schema.ts';

/** A text that is the same for equal values, in whatever order their fields come. */
export function canonical(value: JsonValue): string {
  return JSON.stringify(value, (_, each: JsonValue) =>
    isObject(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => compareText(a, b))) : each,
  );
}
