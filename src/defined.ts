type Optional<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];

/** The entries that are there: `defined({ allow, deny })` has no `deny` key where `deny` is undefined. */
export function defined<T extends object>(
  entries: T,
): Pick<T, Exclude<keyof T, Optional<T>>> & { [K in Optional<T>]?: Exclude<T[K], undefined> } {
  const there: Record<string, unknown> = {};
  for (const name in entries) {
    const value = entries[name];
    if (value !== undefined) there[name] = value;
  }
  return there as ReturnType<typeof defined<T>>;
}
