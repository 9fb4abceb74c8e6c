/** One thing for each kind, namespace and name: to ask for these in turn is quicker than to join them for every question. */
export class ByName<T> {
  private readonly kinds = new Map<string, Map<string, Map<string, T>>>();

  at(kind: string, namespace: string, name: string): T | undefined {
    return this.kinds.get(kind)?.get(namespace)?.get(name);
  }

  /** Takes the place of what was there. */
  set(kind: string, namespace: string, name: string, thing: T): void {
    let ofKind = this.kinds.get(kind);
    if (ofKind === undefined) {
      ofKind = new Map();
      this.kinds.set(kind, ofKind);
    }
    let ofNamespace = ofKind.get(namespace);
    if (ofNamespace === undefined) {
      ofNamespace = new Map();
      ofKind.set(namespace, ofNamespace);
    }
    ofNamespace.set(name, thing);
  }

  get size(): number {
    let size = 0;
    for (const ofKind of this.kinds.values()) for (const ofNamespace of ofKind.values()) size += ofNamespace.size;
    return size;
  }
}
