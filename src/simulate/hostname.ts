/** The hostname that every host matches; the API writes it by leaving the field out. */
export const anyHostname = '*';

/** `*.x` stands for one or more labels before `x`, never for `x` itself. */
export function hostnameMatches(pattern: string, host: string): boolean {
  if (pattern === anyHostname) return true;
  return isWildcard(pattern) ? host.endsWith(pattern.slice(1)) && host.length >= pattern.length : pattern === host;
}

/** The hosts that both patterns match, as a pattern; nothing if there are none. */
export function intersection(a: string, b: string): string | undefined {
  if (hostnameMatches(a, b)) return b;
  return hostnameMatches(b, a) ? a : undefined;
}

/** More specific first: by the length without wildcards, then by the whole length. */
export function compareHostnames(a: string, b: string): number {
  return exactLength(b) - exactLength(a) || b.length - a.length;
}

function exactLength(pattern: string): number {
  return isWildcard(pattern) ? 0 : pattern.length;
}

function isWildcard(pattern: string): boolean {
  return pattern.startsWith('*');
}
