import type { GatewayApi } from '../../emit/gateway-api.ts';
import { atLeast } from '../../release.ts';
import { onceSound, type Rule } from './judging.ts';
import { group, hostname, kind, port, sectionName } from './names.ts';
import { secretRef } from './refs.ts';
import { areDistinct } from './rules.ts';
import { choice, fields, list, mapOf, text } from './shapes.ts';

/** Options of an implementation. */
export const options = mapOf(text({ max: 4096 }), { max: 16 });

/** Namespaces by their labels. */
const selector = fields(
  {},
  {
    matchLabels: mapOf(text()),
    matchExpressions: list(fields({ key: text(), operator: text() }, { values: list(text()) })),
  },
);

/** Namespaces that something is open for. */
export const namespaces = <T extends string>(...from: T[]) => fields({}, { from: choice(...from), selector });

const tls = fields(
  {},
  { mode: choice('Terminate', 'Passthrough'), certificateRefs: list(secretRef, { max: 64 }), options },
  [
    'certificateRefs or options must be set where TLS is terminated',
    ({ mode = 'Terminate', certificateRefs = [], options = {} }) =>
      mode !== 'Terminate' || certificateRefs.length > 0 || Object.keys(options).length > 0,
  ],
);

const protocol = text({
  min: 1,
  max: 255,
  form: {
    pattern:
      /^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$|[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9]+$/,
    says: 'the name of a protocol, with a host name and / in front where an implementation has made it up',
  },
});

interface Listener {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly hostname?: string;
  readonly tls?: { readonly mode?: string };
}

const listener = fields(
  { name: sectionName, port, protocol },
  {
    hostname,
    tls,
    allowedRoutes: onceSound(
      fields(
        {},
        { namespaces: namespaces('All', 'Selector', 'Same'), kinds: list(fields({ kind }, { group }), { max: 8 }) },
      ),
    ),
  },
  ['tls must not be set for HTTP, TCP and UDP', (l) => !['HTTP', 'TCP', 'UDP'].includes(l.protocol) || !l.tls, 'tls'],
  ['tls.mode must be Terminate for HTTPS', (l) => l.protocol !== 'HTTPS' || l.tls?.mode !== 'Passthrough', 'tls'],
  [
    'hostname must not be set for TCP and UDP',
    (l) => !['TCP', 'UDP'].includes(l.protocol) || l.hostname === undefined,
    'hostname',
  ],
);

const tlsIsSaid: Rule<readonly Listener[]> = [
  'tls must be set for TLS',
  (all) => all.every(({ protocol, tls }) => protocol !== 'TLS' || tls !== undefined),
];

/** What a Gateway or a ListenerSet listens on. */
export const listeners = ({ release }: GatewayApi) =>
  list(
    listener,
    { min: 1, max: 64, key: ({ name }) => name },
    [
      'no two listeners may have the same port, protocol and hostname',
      (all) => areDistinct(all, (l) => JSON.stringify([l.port, l.protocol, l.hostname])),
    ],
    ...(atLeast(release, [1, 5, 0]) ? [tlsIsSaid] : []),
  );
