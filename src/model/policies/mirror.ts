import type { Sourced } from '../origin.ts';
import type { Template } from '../template.ts';
import type { ServiceRef } from './service-ref.ts';

/** A copy of every request goes elsewhere, and nobody waits for the answer. */
export interface Mirror {
  readonly to: Sourced<MirrorTarget>;
  /** Whether the body goes along. */
  readonly body: Sourced<boolean>;
  /** The Host header of the copy, where it is not the name of the place that it goes to. */
  readonly host?: Sourced<Template>;
}

/** Where copies go. */
export interface MirrorTarget {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** The path and query of the copy, where they are not those of the request as the client sent it. */
  readonly path?: Template;
  /** The Service that the host is the name of, where it is one of the cluster. */
  readonly service?: ServiceRef;
}
