/**
 * An object that is made when it is first looked at. Schemas are costly to make, and most runs look at a few of them.
 * `make` is called once at the most.
 */
export const lazily = <T extends object>(make: () => T): T => new Proxy(new Later(make), look) as object as T;

/** What is made when it is asked for. */
class Later {
  readonly #make: () => object;
  #made: object | undefined;

  constructor(make: () => object) {
    this.#make = make;
  }

  get object(): object {
    this.#made ??= this.#make();
    return this.#made;
  }
}

// One for all: a document has such an object for its places.
const look: ProxyHandler<Later> = {
  get: (later, property) => Reflect.get(later.object, property),
  has: (later, property) => Reflect.has(later.object, property),
};
