import type { BackendRef, Place } from '../../src/emit/capabilities.ts';
import type { BackendTarget } from '../../src/model/routing.ts';
import { hostBackend } from './external-backend.ts';

/** A Service by its DNS name, which stands for its own address: the proxy does not see the endpoints. */
export const ownAddress = (
  { namespace, name, port }: Extract<BackendTarget, { kind: 'service' }>,
  at: Place,
): BackendRef => hostBackend({ namespace, name, host: `${name}.${namespace}.svc.cluster.local`, port }, at);
