/** The first few of a list: a Gateway has dozens of hosts, and a message one line. */
export const some = (all: readonly string[]): string =>
  all.length > 3 ? `${all.slice(0, 3).join(', ')} and ${all.length - 3} more` : all.join(', ');
