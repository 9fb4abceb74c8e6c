import type { FieldPath } from '../model/origin.ts';

/**
 * What kind of fault it is, in the API server's classes. `Unknown` is a field that strict validation refuses;
 * `Unjudged` says that this program cannot tell.
 */
export type FindingType =
  | 'Required'
  | 'Invalid'
  | 'TypeInvalid'
  | 'NotSupported'
  | 'TooLong'
  | 'TooMany'
  | 'Duplicate'
  | 'Forbidden'
  | 'Unknown'
  | 'Unjudged';

/** One reason why the API server would refuse an object. */
export interface Finding {
  readonly path: FieldPath;
  readonly type: FindingType;
  readonly message: string;
}
