import type { RequestFact, Template, TemplatePart } from '../../src/model/template.ts';
import { portText } from '../ingress/ingress.ts';
import type { At, Upstream } from './site.ts';

/** What nginx puts in the place of a variable, for one location. */
export interface LocationFacts {
  readonly namespace: string;
  readonly ingress: string;
  readonly service: string;
  readonly port: string;
}

/** The facts of the location that a feature looks at. Without an upstream the controller writes empty texts. */
export const factsOf = ({
  owner: { ingress },
  upstream,
}: Pick<At, 'owner'> & { readonly upstream: Upstream | undefined }): LocationFacts => ({
  namespace: ingress.namespace,
  ingress: ingress.name,
  service: upstream?.service ?? '',
  port: upstream ? portText(upstream.port) : '',
});

/** A template, or the variable that there is no fact for. */
export type Expanded = { readonly template: Template } | { readonly problem: string };

const facts: Readonly<Record<string, RequestFact>> = {
  scheme: { fact: 'scheme' },
  // The controller's own variables for what a proxy in front may have told.
  pass_access_scheme: { fact: 'scheme' },
  host: { fact: 'host' },
  http_host: { fact: 'authority' },
  best_http_host: { fact: 'authority' },
  request_uri: { fact: 'path-and-query' },
  escaped_request_uri: { fact: 'escaped-path-and-query' },
  uri: { fact: 'path' },
  document_uri: { fact: 'path' },
  request_method: { fact: 'method' },
  remote_addr: { fact: 'client-address' },
  the_real_ip: { fact: 'client-address' },
  server_port: { fact: 'port' },
  pass_port: { fact: 'port' },
  pass_server_port: { fact: 'port' },
  req_id: { fact: 'request-id' },
  remote_user: { fact: 'user' },
};

/** Reads `$name` and `${name}` in a text as nginx does. */
export function expand(text: string, location: LocationFacts): Expanded {
  const parts: TemplatePart[] = [];
  // The query with its question mark is two variables.
  const tokens = /\$\{?is_args\}?\$\{?(?:args|query_string)\}?|\$\{(\w+)\}|\$(\w+)|[^$]+|\$/g;
  for (const [token, braced, bare] of text.matchAll(tokens)) {
    const name = braced ?? bare;
    if (name === undefined && token.startsWith('$') && token !== '$') {
      parts.push({ fact: 'query' });
    } else if (name === undefined) {
      if (token === '$') return { problem: '$ without a name' };
      parts.push(token);
    } else {
      const part = factOf(name, location);
      if (part === undefined) return { problem: `nginx's variable $${name} has no counterpart` };
      parts.push(part);
    }
  }
  return { template: joined(parts) };
}

function factOf(name: string, { namespace, ingress, service, port }: LocationFacts): TemplatePart | undefined {
  const ofLocation: Readonly<Record<string, string>> = {
    namespace,
    ingress_name: ingress,
    service_name: service,
    service_port: port,
    proxy_upstream_name: `${namespace}-${service}-${port}`,
  };
  if (Object.hasOwn(ofLocation, name)) return ofLocation[name];
  if (Object.hasOwn(facts, name)) return facts[name];
  const [, kind, rest = ''] = /^(http|cookie)_(\w+)$/.exec(name) ?? [];
  if (kind === 'http') return { fact: 'header', name: rest.replaceAll('_', '-') };
  if (kind === 'cookie') return { fact: 'cookie', name: rest };
  return undefined;
}

/** Neighbouring texts as one. */
const joined = (parts: readonly TemplatePart[]): Template =>
  parts.reduce<TemplatePart[]>((all, part) => {
    const last = all.at(-1);
    if (typeof last === 'string' && typeof part === 'string') all[all.length - 1] = last + part;
    else all.push(part);
    return all;
  }, []);
