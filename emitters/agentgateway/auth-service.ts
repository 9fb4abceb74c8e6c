import type { JsonObject, ObjectFragment } from '../../src/emit/fragment.ts';
import type { AuthService } from '../../src/model/policies/index.ts';
import { isSubdomain } from '../../src/subdomain.ts';
import { hostLabel, namedBackend, serviceRef } from './external-backend.ts';

/** What a policy asks: a Service of the cluster, or a host by its name, with an object that stands for it. */
export function authBackend(
  { scheme, host, port, service }: AuthService,
  namespace: string,
): { readonly ref: JsonObject; readonly fragments: readonly ObjectFragment[] } {
  if (service) return { ref: serviceRef(service, port, namespace), fragments: [] };
  const name = `${hostLabel(host)}-${scheme}${port === (scheme === 'https' ? 443 : 80) ? '' : `-${port}`}`;
  const isName = isSubdomain(host) && !/^\d+(\.\d+){3}$/.test(host);
  const tls = scheme === 'https' && { tls: { insecureSkipVerify: 'All', ...(isName && { sni: host }) } };
  const { ref, object } = namedBackend({ namespace, name, host, port, ...tls }, namespace);
  return { ref, fragments: [object] };
}
