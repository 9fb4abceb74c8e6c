/** A Service of the cluster by name. */
export interface ServiceRef {
  readonly namespace: string;
  readonly name: string;
}
