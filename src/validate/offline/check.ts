import type { GatewayApi } from '../../emit/gateway-api.ts';
import type { JsonValue } from '../../read/manifest.ts';
import type { Finding } from '../finding.ts';
import { findingsOf } from './judging.ts';
import { schemaOf } from './kinds.ts';

/** An object as text has it. */
interface AnyObject {
  readonly apiVersion?: JsonValue;
  readonly kind?: JsonValue;
}

/**
 * Says, without a definition at hand, why an API server with that release of the Gateway API would refuse to create the
 * object under strict field validation. Of agentgateway it knows what we write, in the newest release: anything else there is
 * an `Unknown` field.
 */
export function checkOffline(object: AnyObject, api: GatewayApi): readonly Finding[] {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || apiVersion === '')
    return [{ path: ['apiVersion'], type: 'Required', message: 'is required' }];
  if (typeof kind !== 'string' || kind === '') return [{ path: ['kind'], type: 'Required', message: 'is required' }];
  const schema = schemaOf(apiVersion, kind, api);
  if (schema) return findingsOf(schema, object);
  return [{ path: ['kind'], type: 'NotSupported', message: `there is no ${kind} in ${apiVersion}` }];
}
