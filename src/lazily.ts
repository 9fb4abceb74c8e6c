/**
 * An object that is made when it is first looked at. Schemas are costly to make, and most runs look at a few of them.
 * `make` is called once at the most.
 */
export function lazily<T extends object>(make: () => T): T {
  let made: T | undefined;
  const object = (): T => {
    made ??= make();
    return made;
  };
  return new Proxy({} as T, {
    get: (_, property) => Reflect.get(object(), property),
    has: (_, property) => Reflect.has(object(), property),
  });
}
