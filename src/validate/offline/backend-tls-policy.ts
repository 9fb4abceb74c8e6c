import type { GatewayApi } from '../../emit/gateway-api.ts';
import { atLeast } from '../../release.ts';
import { options } from './listeners.ts';
import { group, hostname, kind, preciseHostname, refName, sectionName } from './names.ts';
import { distinctParts, localRef, type Parted } from './refs.ts';
import { unionRules } from './rules.ts';
import { choice, fields, list, text } from './shapes.ts';

interface Target extends Parted {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

const target = () => fields({ group, kind, name: refName }, { sectionName });

const targetRefs = () =>
  list(
    target(),
    { min: 1, max: 16 },
    ...distinctParts('targetRefs', ['sectionName'], ({ group, kind, name }: Target) =>
      JSON.stringify([group, kind, name]),
    ),
  );

const uri = () =>
  text({
    min: 1,
    max: 253,
    form: { pattern: /^[^:/?#]+:\/\/[^/?#]*/, says: 'a URI such as spiffe://example.com/shop' },
  });

const subjectAltName = () =>
  fields(
    { type: choice('Hostname', 'URI') },
    { hostname, uri: uri() },
    ...unionRules('type', { Hostname: 'hostname', URI: 'uri' }),
  );

const authorities = () =>
  text({
    min: 1,
    max: 253,
    form: {
      pattern:
        /^(?:System|[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/(?:[A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9])$/,
      says: 'System, or a name of an implementation with a host name and / in front',
    },
  });

const validation = ({ release }: GatewayApi) =>
  fields(
    { hostname: preciseHostname },
    {
      caCertificateRefs: list(localRef, { max: 8 }),
      wellKnownCACertificates: atLeast(release, [1, 5, 0]) ? authorities() : choice('System'),
      subjectAltNames: list(subjectAltName(), { max: 5 }),
    },
    [
      'one of caCertificateRefs and wellKnownCACertificates must be set, and not both',
      ({ caCertificateRefs = [], wellKnownCACertificates }) =>
        caCertificateRefs.length > 0 !== (wellKnownCACertificates !== undefined),
    ],
  );

/** `BackendTLSPolicy.spec`. */
export const backendTlsPolicy = (api: GatewayApi) =>
  fields({ targetRefs: targetRefs(), validation: validation(api) }, { options });
