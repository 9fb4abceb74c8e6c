import type { GatewayApi } from '../../emit/gateway-api.ts';
import { atLeast } from '../../release.ts';
import type { Rule } from './judging.ts';
import { duration, forms } from './names.ts';
import { backendRef } from './refs.ts';
import { unionRules } from './rules.ts';
import { choice, fields, integer, list, setOf, text } from './shapes.ts';

/*
 * What only the experimental channel has.
 */

const anyInteger = integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

/** How often a rule tries again. */
export function retry({ release }: GatewayApi) {
  const isStrict = atLeast(release, [1, 6, 0]);
  const code = integer(400, 599);
  return fields(
    {},
    {
      codes: isStrict ? setOf(code) : list(code),
      attempts: isStrict ? integer(1, Number.MAX_SAFE_INTEGER) : anyInteger,
      backoff: duration,
    },
  );
}

/** How a client stays with one backend. */
export const sessionPersistence = ({ release }: GatewayApi) =>
  fields(
    {},
    {
      sessionName: text({ max: 128 }),
      type: choice('Cookie', 'Header'),
      absoluteTimeout: duration,
      cookieConfig: fields({}, { lifetimeType: choice('Permanent', 'Session') }),
    },
    [
      'absoluteTimeout must be set where a cookie is Permanent',
      ({ cookieConfig, absoluteTimeout }) =>
        cookieConfig?.lifetimeType !== 'Permanent' || absoluteTimeout !== undefined,
      'absoluteTimeout',
    ],
    ...(atLeast(release, [1, 5, 0]) ? [cookieOnly] : []),
  );

const cookieOnly: Rule<{ readonly cookieConfig?: object; readonly type?: string }> = [
  'cookieConfig must be set with type Cookie only',
  ({ cookieConfig, type = 'Cookie' }) => cookieConfig === undefined || type === 'Cookie',
  'cookieConfig',
];

/** Somebody who is asked about each request. */
export function externalAuth({ release }: GatewayApi) {
  const names = setOf(text(), atLeast(release, [1, 5, 0]) ? { max: 64 } : {});
  const path = text({ max: 1024, form: forms.path });
  return fields(
    { protocol: choice('HTTP', 'GRPC'), backendRef },
    {
      http: fields({}, { path, allowedHeaders: names, allowedResponseHeaders: names }),
      grpc: fields({}, { allowedHeaders: names }),
      forwardBody: fields({}, { maxSize: anyInteger }),
    },
    ...unionRules('protocol', { HTTP: 'http', GRPC: 'grpc' }),
  );
}

/** Whether Gateways that a cluster has chosen are meant as well. */
export const scope = choice('All', 'None');
