import { isIP } from 'node:net';
import type { GatewayApi } from '../../emit/gateway-api.ts';
import { atLeast } from '../../release.ts';
import { scope } from './experimental.ts';
import { whenSeen } from './judging.ts';
import { listeners, namespaces } from './listeners.ts';
import { forms, keyRules, port } from './names.ts';
import { localRef, objectRef, secretRef } from './refs.ts';
import { areDistinct } from './rules.ts';
import { choice, fields, list, mapOf, text } from './shapes.ts';

interface Address {
  readonly type?: string;
  readonly value?: string;
}

const addressType = () =>
  text({
    min: 1,
    max: 253,
    form: {
      pattern:
        /^Hostname|IPAddress|NamedAddress|[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/,
      says: 'IPAddress, Hostname, NamedAddress, or a name of an implementation',
    },
  });

const address = () =>
  fields(
    {},
    { type: addressType(), value: text({ max: 253 }) },
    [
      'value must be an IP address',
      ({ type = 'IPAddress', value }) => type !== 'IPAddress' || value === undefined || isAddress(value),
      'value',
    ],
    [
      `value must be ${forms.hostname.says}`,
      ({ type, value }) => type !== 'Hostname' || value === undefined || forms.hostname.pattern.test(value),
      'value',
    ],
  );

const isAddress = (text: string): boolean => isIP(text) !== 0 && !text.includes('%');

// Names that an implementation has made up may stand twice.
const addresses = () =>
  list(address(), { max: 16 }, [
    'no two addresses may be the same',
    (all) =>
      areDistinct(
        all.filter(({ type = 'IPAddress', value }) => ['IPAddress', 'Hostname'].includes(type) && value !== undefined),
        ({ type = 'IPAddress', value }: Address) => `${type} ${value}`,
      ),
  ]);

const infrastructure = ({ release }: GatewayApi) =>
  fields(
    {},
    {
      labels: mapOf(text({ max: 63, form: forms.labelValue }), { max: 8 }, ...keyRules),
      annotations: mapOf(text({ max: 4096 }), { max: atLeast(release, [1, 6, 0]) ? 16 : 8 }, ...keyRules),
      parametersRef: localRef,
    },
  );

/** Certificates of clients, and the one that backends are shown. */
function gatewayTls({ release }: GatewayApi) {
  const authorities = list(objectRef, { min: 1, max: atLeast(release, [1, 6, 0]) ? 16 : 8 });
  const mode = choice('AllowValidOnly', 'AllowInsecureFallback');
  const frontend = fields({}, { validation: fields({ caCertificateRefs: authorities }, { mode }) });
  const perPort = list(fields({ port, tls: frontend }, {}), { max: 64, key: (each) => each.port });
  return fields(
    {},
    {
      backend: fields({}, { clientCertificateRef: secretRef }),
      frontend: fields({ default: frontend }, { perPort }),
    },
  );
}

/** `Gateway.spec`. */
export const gateway = (api: GatewayApi) =>
  fields(
    { gatewayClassName: text({ min: 1, max: 253 }), listeners: listeners(api) },
    {
      addresses: whenSeen(addresses),
      infrastructure: whenSeen(() => infrastructure(api)),
      ...(api.channel === 'experimental' && { defaultScope: scope }),
      ...(api.has('gatewayTls') && {
        tls: whenSeen(() => gatewayTls(api)),
        allowedListeners: fields({}, { namespaces: namespaces('All', 'Selector', 'Same', 'None') }),
      }),
    },
  );
