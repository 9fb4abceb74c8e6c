/**
 * The same function, which is asked once about each object: what many Ingresses leave to the controller is one object in all
 * of them. `of` depends on the object alone.
 */
export function onceEach<T extends object, R>(of: (object: T) => R): (object: T) => R {
  const known = new WeakMap<T, R>();
  return (object) => {
    if (known.has(object)) return known.get(object) as R;
    const answer = of(object);
    known.set(object, answer);
    return answer;
  };
}
