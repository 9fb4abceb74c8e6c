import type { Sourced } from '../origin.ts';
import type { ServiceRef } from './service-ref.ts';

/** Traces of requests by OpenTelemetry. */
export interface Tracing {
  readonly enabled: Sourced<boolean>;
  /** Whether the client's own trace is gone on with. */
  readonly trustsClient?: Sourced<boolean>;
  /** What a span is called. */
  readonly operation?: Sourced<string>;
  /** Where spans go. */
  readonly collector?: Sourced<Collector>;
  /** Which share of the requests is traced, from 0 to 1. */
  readonly ratio?: Sourced<number>;
}

/** A collector that takes OTLP over gRPC. */
export interface Collector {
  readonly host: string;
  readonly port: number;
  /** The Service that the host is the name of, where it is one of the cluster. */
  readonly service?: ServiceRef;
}
