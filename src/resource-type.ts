/** A kind of object, with its group and version. */
export interface ResourceType {
  readonly apiVersion: string;
  readonly kind: string;
}
