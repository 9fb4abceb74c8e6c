import type { Sourced } from '../origin.ts';

/** The HTTP version that a backend is spoken to with. */
export interface HttpVersion {
  /** `grpc` is HTTP/2 from the first byte, and messages of gRPC in it. */
  readonly version: Sourced<'grpc' | '1.0' | '1.1'>;
}
