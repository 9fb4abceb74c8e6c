import type { Need } from '../../src/emit/capabilities.ts';
import type { ObjectFragment } from '../../src/emit/fragment.ts';
import type { Sourced } from '../../src/model/origin.ts';
import type { Authority } from '../../src/model/policies/index.ts';

/** A ConfigMap with the `ca.crt` of a Secret: printed where its text is known, needed where it is not. */
interface AuthorityConfigMap {
  readonly name: string;
  readonly fragments: readonly ObjectFragment[];
  readonly needs: readonly Need[];
}

/** The ConfigMap beside a Secret that holds its authority, as the Gateway API wants it. `taker` is who wants it. */
export function authorityConfigMap({ value, from }: Sourced<Authority>, taker: string): AuthorityConfigMap {
  const { namespace, name: secret, pem } = value;
  const name = `${secret}-ca`;
  if (pem !== undefined) {
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data: { 'ca.crt': pem } };
    return { name, fragments: [{ into: 'object', object }], needs: [] };
  }
  const need: Need = {
    object: `ConfigMap ${namespace}/${name}`,
    because: `${taker} takes the certificate authority from a ConfigMap, and what Secret ${secret} holds is not among the inputs`,
    command: `kubectl -n ${namespace} create configmap ${name} --from-literal=ca.crt="$(kubectl -n ${namespace} get secret ${secret} -o jsonpath='{.data.ca\\.crt}' | base64 -d)"`,
    from,
  };
  return { name, fragments: [], needs: [need] };
}
