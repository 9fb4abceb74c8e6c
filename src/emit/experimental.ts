import type { Report } from '../diagnostics/diagnostic.ts';
import type { JsonValue } from '../read/manifest.ts';
import type { KubernetesObject } from './fragment.ts';
import { type GatewayApi, gatewayApi, type Thing } from './gateway-api.ts';
import type { Written } from './written.ts';

/** Where in an object stands what not every channel has, by the field; `spec` for all of it. Lists are passed through. */
const places: readonly { readonly thing: Thing; readonly kinds: readonly string[]; readonly field: string }[] = [
  { thing: 'cors', kinds: ['HTTPRoute'], field: 'spec.rules.filters.cors' },
  { thing: 'externalAuth', kinds: ['HTTPRoute'], field: 'spec.rules.filters.externalAuth' },
  { thing: 'retry', kinds: ['HTTPRoute'], field: 'spec.rules.retry' },
  { thing: 'sessionPersistence', kinds: ['HTTPRoute', 'GRPCRoute'], field: 'spec.rules.sessionPersistence' },
  { thing: 'gatewayTls', kinds: ['Gateway'], field: 'spec.tls' },
  { thing: 'tlsRoute', kinds: ['TLSRoute'], field: 'spec' },
];

/** Says of each object which of its fields a cluster with the standard channel would drop or refuse. */
export function reportExperimental(
  objects: readonly Written[],
  { release, channel }: GatewayApi,
  report: Report,
): void {
  if (channel === 'standard') return;
  const standard = gatewayApi(release);
  const beyond = places.filter(({ thing }) => !standard.has(thing));
  for (const { object, from } of objects) {
    const fields = beyond
      .filter(({ kinds, field }) => kinds.includes(object.kind) && isSet(object, field.split('.')))
      .map(({ field }) => (field === 'spec' ? object.kind : field));
    const { namespace, name } = object.metadata;
    if (fields.length > 0) report('I2G3020', { object: `${object.kind} ${namespace}/${name}`, fields, release }, from);
  }
}

function isSet(value: KubernetesObject | JsonValue | undefined, [first, ...rest]: readonly string[]): boolean {
  if (Array.isArray(value)) return value.some((item) => isSet(item, first === undefined ? [] : [first, ...rest]));
  if (first === undefined) return value !== undefined;
  return typeof value === 'object' && value !== null && isSet(value[first as keyof typeof value], rest);
}
