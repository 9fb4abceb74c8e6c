import {
  always,
  approximately,
  type Capabilities,
  type Difference,
  missing,
  type Place,
  renders,
} from '../../src/emit/capabilities.ts';
import type { JsonObject, RuleFragment } from '../../src/emit/fragment.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';
import type { Mirror, ServiceRef } from '../../src/model/policies/index.ts';
import type { Template } from '../../src/model/template.ts';
import { filter } from './gateway-api.ts';

/** What differs is told with the rest of the rendering. */
export const mirroredTo = approximately('copies have the path of the request', () => undefined);

/** The Host header of copies is that of the request. */
export const mirroredHost = approximately<Template>('copies keep the Host header of the request', (host) =>
  isOfRequest(host)
    ? undefined
    : `copies keep the Host header of the request, where ingress-nginx sends ${textOf(host)}`,
);

const isOfRequest = ([first, ...rest]: Template): boolean =>
  typeof first === 'object' && (first.fact === 'host' || first.fact === 'authority') && rest.length === 0;

const textOf = (template: Template): string =>
  template
    .map((part) => {
      if (typeof part === 'string') return part;
      return part.fact === 'query' ? '' : `{${part.fact}}`;
    })
    .join('');

/** A mirror that is named by a reference to a backend. */
export const mirrorFilter = (backendRef: JsonObject): RuleFragment =>
  filter('RequestMirror', 'requestMirror', { backendRef });

/** A Service by its port, from a route of a namespace. */
export const serviceRef = ({ namespace, name }: ServiceRef, port: number, from: string): JsonObject => ({
  name,
  ...(namespace !== from && { namespace }),
  port,
});

/** How copies differ that a gateway makes of the request as it stands. */
export function mirrorDifferences({ to, host }: Pick<Mirror, 'to' | 'host'>, { route }: Place): Difference[] {
  const { path, host: name } = to.value;
  const differs = (text: string, stake: Difference['stake']): Difference => ({ differs: text, stake, from: to.from });
  return [
    ...(path
      ? [differs(`copies have the path of the request, where ingress-nginx sends ${textOf(path)}`, 'behaviour')]
      : []),
    ...(route.policies['path-rewrite']
      ? [
          differs(
            'copies may have the path as it is rewritten, where ingress-nginx sends that of the client',
            'behaviour',
          ),
        ]
      : []),
    ...(host
      ? []
      : [differs(`copies keep the Host header of the request, where ingress-nginx sends ${name}`, 'tuning')]),
  ];
}

/** Copies by the RequestMirror filter, which leads to Services. */
export const mirror = (_api: GatewayApi): Capabilities['mirror'] =>
  renders(
    'mirror',
    {
      to: mirroredTo,
      body: always(true, 'RequestMirror copies requests with their bodies', 'let the mirror pass over bodies'),
      host: mirroredHost,
    },
    ({ to, host }, at) => {
      const { service, scheme, port, host: name } = to.value;
      if (!service)
        return missing(
          `a mirror is a Service of the cluster, and ${name} is none`,
          'make a Service with an EndpointSlice for the addresses, and mirror to that',
        );
      if (scheme === 'https')
        return missing(
          'TLS to a mirror needs a BackendTLSPolicy, which verifies the certificate, and ingress-nginx does not',
          'mirror to a port that speaks plain HTTP',
        );
      const ref = serviceRef(service, port, at.route.namespace);
      return { fragments: [mirrorFilter(ref)], differences: mirrorDifferences({ to, ...(host && { host }) }, at) };
    },
  );
