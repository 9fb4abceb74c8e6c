/** An object by its namespace and name. */
interface Reference {
  readonly namespace: string;
  readonly name: string;
}

/** Reads `namespace/name`: the controller finds nothing by any other text. */
export function referenceOf(text: string | undefined): Reference | undefined {
  const [, namespace, name] = /^([^/]+)\/([^/]+)$/s.exec(text ?? '') ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}
