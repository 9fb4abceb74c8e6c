import {
  approximately,
  type Capabilities,
  missing,
  type Need,
  type Rendered,
  renders,
} from '../../src/emit/capabilities.ts';
import type { Fragment, JsonObject, ObjectFragment } from '../../src/emit/fragment.ts';
import { type GatewayApi, installNewer } from '../../src/emit/gateway-api.ts';
import type { Sourced } from '../../src/model/origin.ts';
import type { Authority } from '../../src/model/policies/index.ts';
import { authorityConfigMap } from './authority.ts';

/** Where an implementation reads the authority from, and what it needs beside it. */
interface AuthoritySource {
  readonly ref: { readonly kind: string; readonly name: string };
  readonly fragments: readonly ObjectFragment[];
  readonly needs: readonly Need[];
}

/** The certificates of clients by the Gateway itself, which asks for them on a whole port. */
export const clientCertificateBy = (
  api: GatewayApi,
  sourceOf: (authority: Sourced<Authority>) => AuthoritySource,
): Capabilities['client-certificate'] =>
  api.has('gatewayTls')
    ? renders(
        'client-certificate',
        {
          authority: approximately(
            'all hosts on a port have to ask for the same certificates, and a client without one gets no connection instead of status 400',
            () => 'a client without a good certificate gets no connection; ingress-nginx answers 400',
            'tuning',
          ),
          revoked: missing(
            'a Gateway has no list of revoked certificates',
            'have short-lived certificates signed, and take ca.crl out of the Secret once the revoked ones have run out',
          ),
          verifyDepth: missing('there is no limit on the length of a chain', 'trust an authority that signs no others'),
          errorPage: missing(
            'a client without a good certificate gets no connection that it could be redirected on',
            'tell clients about certificates on another host',
          ),
        },
        ({ authority }, { namespace, httpsPort }): Rendered => {
          const { ref, fragments, needs } = sourceOf(authority);
          const { namespace: home, name } = authority.value;
          const caRef = { group: '', ...ref, ...(home !== namespace && { namespace: home }) };
          const validation: JsonObject = { mode: 'AllowValidOnly', caCertificateRefs: [caRef] };
          const gateway: Fragment = {
            into: 'gateway',
            setting: 'a demand for client certificates',
            value: `those of Secret ${home}/${name}`,
            spec: { tls: { frontend: { default: {}, perPort: [{ port: httpsPort, tls: { validation } }] } } },
          };
          return { fragments: [gateway, ...fragments], differences: [], needs };
        },
      )
    : missing('a Gateway asks for client certificates since Gateway API 1.5', installNewer('1.5'));

/** The authority is read from a ConfigMap: nothing else is core. */
export const clientCertificate = (api: GatewayApi): Capabilities['client-certificate'] =>
  clientCertificateBy(api, (authority) => {
    const { name, fragments, needs } = authorityConfigMap(authority, 'a Gateway');
    return { ref: { kind: 'ConfigMap', name }, fragments, needs };
  });
