/** Whether a pattern has a `|` outside of its groups and classes, so that no part of it holds for all that it matches. */
export function hasAlternatives(pattern: string): boolean {
  // A class that nobody closes is taken to the end, once: to look for its end from each `[` takes time by the square.
  const outside = pattern.replace(/\\./g, '').replace(/\[[^\]]*\]?/g, '');
  let depth = 0;
  for (const [sign] of outside.matchAll(/[()|]/g)) {
    if (sign === '|' && depth <= 0) return true;
    if (sign !== '|') depth += sign === '(' ? 1 : -1;
  }
  return false;
}
