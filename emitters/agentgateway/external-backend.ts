import type { BackendRef, Place } from '../../src/emit/capabilities.ts';
import type { JsonObject, ObjectFragment } from '../../src/emit/fragment.ts';
import { fitted, hashOf, joined, label } from '../../src/emit/names.ts';
import type { BackendTarget } from '../../src/model/routing.ts';
import { serviceRef as plainServiceRef } from '../standard/mirror.ts';
import { traffic } from './policy.ts';

const group = 'agentgateway.dev';
const kind = 'AgentgatewayBackend';

/** A name outside the cluster. The backend's own host name would go into `Host`, where nginx keeps the client's. */
export const externalBackend = (target: Extract<BackendTarget, { kind: 'external' }>, at: Place): BackendRef =>
  hostBackend(target, at);

/** A backend that is named by a host, and keeps the client's `Host`. */
export function hostBackend({ name, ...target }: NamedHost, { route }: Place): BackendRef {
  const own = joined(label(name), String(target.port));
  const { ref, object } = namedBackend({ ...target, name: own }, route.namespace);
  return {
    ref,
    target: { group, kind, name: ref.name },
    fragments: [object, traffic({ hostRewrite: { mode: 'None' } })],
  };
}

type NamedHost = Omit<Extract<BackendTarget, { kind: 'external' }>, 'kind'>;

/** A backend object for a host and port, and a reference to it from a namespace. */
export function namedBackend(
  { namespace, name: wanted, host, port, tls }: NamedHost & { readonly tls?: JsonObject },
  from: string,
): { readonly ref: JsonObject & { readonly name: string }; readonly object: ObjectFragment } {
  const name = fitted(wanted);
  return {
    ref: { group, kind, name, ...(namespace !== from && { namespace }) },
    object: {
      into: 'object',
      object: {
        apiVersion: `${group}/v1alpha1`,
        kind,
        metadata: { name, namespace },
        spec: { static: { host, port }, ...(tls && { policies: { tls } }) },
      },
    },
  };
}

/**
 * A host in a name, as no other host or Service has it: else the wrong one would be asked. The dots stay, which no Service has
 * in its name; where there are none, or a character has no place in a name, a hash is added.
 */
export const hostLabel = (host: string): string =>
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/.test(host)
    ? host
    : joined(label(host), hashOf(host.toLowerCase()));

/** A Service by its port, where nothing says that it is one. */
export const serviceRef = (...service: Parameters<typeof plainServiceRef>): JsonObject => ({
  group: '',
  kind: 'Service',
  ...plainServiceRef(...service),
});
