import { RE2JS } from '@bufbuild/re2';

/** A compiled regular expression; `test` looks anywhere in the text. */
export interface Pattern {
  test(text: string): boolean;
}

const compiled = new Map<string, Pattern>();

/**
 * Compiles an RE2 expression, once. The API server uses RE2 everywhere: JavaScript's own engine
 * does not know `(?i)`, and some patterns of the Gateway API take it exponential time to refuse.
 */
export function patternOf(source: string): Pattern {
  const known = compiled.get(source);
  if (known) return known;
  const pattern = RE2JS.compile(source);
  compiled.set(source, pattern);
  return pattern;
}

/** Why a text is no RE2 expression, where it is none. */
export function faultOfPattern(source: string): string | undefined {
  try {
    patternOf(source);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
