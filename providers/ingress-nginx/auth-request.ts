import type { Lowering } from '../../src/annotations.ts';
import { defined } from '../../src/defined.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Origin, Origins, Sourced } from '../../src/model/origin.ts';
import type { AuthService, CachedStatus, HeaderValue } from '../../src/model/policies/index.ts';
import { fixedTemplate, fixedText, type Template } from '../../src/model/template.ts';
import { builtInDurations } from './auth-values.ts';
import { clusterServiceOf } from './cluster-names.ts';
import { opaque } from './refuse.ts';
import type { At } from './site.ts';
import { parseSnippet } from './snippet.ts';
import { type Expanded, expand, factsOf, type LocationFacts } from './variables.ts';

/** What says whom to ask and how: annotations of an Ingress, or the controller's ConfigMap. */
export interface AuthSettings {
  /** What the names of the settings start with. */
  readonly prefix: 'auth-' | 'global-auth-';
  readonly url: Sourced<string>;
  readonly method?: Sourced<string>;
  readonly signIn?: Sourced<string>;
  readonly signInParameter?: Sourced<string>;
  readonly responseHeaders?: Sourced<readonly string[]>;
  /** Texts by the names of headers. */
  readonly headers?: Sourced<readonly (readonly [name: string, text: string])[]>;
  readonly requestRedirect?: Sourced<string>;
  readonly snippet?: Sourced<string>;
  readonly cacheKey?: Sourced<string>;
  readonly cacheDuration?: Sourced<readonly CachedStatus[]>;
  readonly alwaysSetCookie?: Sourced<boolean>;
}

/** The most characters of a host name. */
const longestHost = 253;

type Asked = Lowering<'external-auth' | 'opaque-access'>;

/** The question that nginx asks for every request of a location. */
export function authRequest(settings: AuthSettings, at: At, report: Report): Asked {
  const { prefix, url, method, responseHeaders, cacheKey, cacheDuration, alwaysSetCookie } = settings;
  const idle = (setting: string, value: Sourced<unknown> | undefined, by: string) => {
    const because = `${prefix}${by} is not set`;
    if (value) report('I2G2003', { annotation: `${prefix}${setting}`, because }, value.from);
  };
  if (!cacheKey) idle('cache-duration', cacheDuration, 'cache-key');
  if (!settings.signIn) idle('signin-redirect-param', settings.signInParameter, 'signin');
  const service = serviceOf(settings, at, report);
  if ('because' in service) return unsayable(service, url.from);
  const requestHeaders = requestHeadersOf(settings, factsOf(at));
  if ('because' in requestHeaders) return unsayable(requestHeaders, requestHeaders.from);
  const say = (name: string, effect: string, setting: Sourced<string>) => (problem: string) =>
    report('I2G2302', { setting: prefix + name, problem, effect }, setting.from, 'behaviour');
  const { signIn } = settings;
  const key =
    cacheKey &&
    templateOf(cacheKey, at, say('cache-key', 'the authentication service is asked about every request', cacheKey));
  return {
    route: {
      'external-auth': defined({
        service: { value: service, from: url.from },
        method,
        signIn:
          signIn &&
          templateOf(
            signInUrl(signIn, settings.signInParameter),
            at,
            say('signin', 'clients without credentials get 401 and are not sent there', signIn),
          ),
        responseHeaders: responseHeaders && responseHeaders.value.length > 0 ? responseHeaders : undefined,
        requestHeaders,
        cache: key && {
          value: { key: key.value, durations: cacheDuration?.value ?? builtInDurations },
          from: [...key.from, ...(cacheDuration?.from ?? [])] as const,
        },
        cookies: {
          value: alwaysSetCookie?.value ? ('always' as const) : ('when-let-in' as const),
          from: alwaysSetCookie?.from ?? url.from,
        },
      }),
    },
  };
}

/** Why no gateway can ask what nginx asks, and what to do. */
interface Unsayable {
  readonly because: string;
  readonly instead: string;
}

/** The location answers with an error. */
export const unsayable = ({ because, instead }: Unsayable, from: Origins): Lowering<'opaque-access'> =>
  opaque('external authentication', because, instead, from);

function templateOf({ value, from }: Sourced<string>, at: At, onProblem: (problem: string) => void) {
  const expanded = expand(value, factsOf(at));
  if ('template' in expanded) return { value: expanded.template, from };
  onProblem(expanded.problem);
  return undefined;
}

/** The parts of a URL as Go's parser and the controller want them; `undefined` for what they refuse. */
export function urlParts(text: string) {
  const [, scheme, host, port, rest = ''] =
    /^([a-z][a-z\d+.-]*):\/\/([^/?: ,&=]+)(?::(\d*))?([/?].*)?$/is.exec(text) ?? [];
  return scheme === undefined || host === undefined || host.includes('..')
    ? undefined
    : { scheme: scheme.toLowerCase(), host: host.toLowerCase(), port: port ?? '', rest };
}

function serviceOf({ prefix, url }: AuthSettings, at: At, report: Report): AuthService | Unsayable {
  const parts = urlParts(url.value);
  const instead = `write the URL of the authentication service into ${prefix}url, such as http://auth.example.svc.cluster.local/verify`;
  // A URL in the ConfigMap that cannot be read switches the question off, for every host.
  if (!parts) return { because: `${prefix}url is no absolute URL, and ingress-nginx lets everybody in`, instead };
  const { port, rest } = parts;
  if (!/^https?$/.test(parts.scheme)) return { because: `${prefix}url asks over ${parts.scheme}`, instead };
  const scheme = parts.scheme === 'https' ? 'https' : 'http';
  const host = hostOf(parts.host, at);
  if (host === undefined)
    return { because: `the host in ${prefix}url is another one for each request (${parts.host})`, instead };
  if (host.length > longestHost)
    return { because: `the host in ${prefix}url has ${host.length} characters, of at most ${longestHost}`, instead };
  const number = port === '' ? (scheme === 'https' ? 443 : 80) : Number(port);
  if (number < 1 || number > 65_535) return { because: `the port in ${prefix}url does not exist`, instead };
  const path = expand(rest.startsWith('/') ? rest : `/${rest}`, factsOf(at));
  if ('problem' in path) return { because: `${prefix}url holds what cannot be known: ${path.problem}`, instead };
  if (rest === '') report('I2G2303', { setting: `${prefix}url` }, url.from, 'behaviour');
  const named = scheme === 'http' ? clusterServiceOf(host) : undefined;
  // An ExternalName is found by its DNS name alone.
  const service =
    named && at.inputs.service(named.namespace, named.name)?.externalName === undefined ? named : undefined;
  return { scheme, host, port: number, path: path.template, ...(service && { service }) };
}

/** The host with `$host` filled in, which is the name of the server where it has one name only. */
function hostOf(text: string, at: At): string | undefined {
  if (!text.includes('$')) return text;
  const { host, aliases } = at.server;
  const isOneName = host !== '' && !/[*~]/.test(host) && aliases.length === 0;
  const expanded = expand(text, factsOf(at));
  if ('problem' in expanded || !isOneName) return undefined;
  return fixedText(
    expanded.template.map((part) => (typeof part !== 'string' && part.fact === 'host' ? host : part)),
  )?.toLowerCase();
}

/** The place that the client came from, where the URL has no such parameter of its own. */
function signInUrl({ value, from }: Sourced<string>, parameter: Sourced<string> | undefined): Sourced<string> {
  const name = parameter?.value ?? 'rd';
  const [, query = ''] = /\?(.*)$/s.exec(value) ?? [];
  const there = query.split('&').some((one) => one.startsWith(`${name}=`) && one.length > name.length + 1);
  const added = `${query === '' ? '?' : '&'}${name}=$pass_access_scheme://$http_host$escaped_request_uri`;
  return { value: there ? value : value + added, from: parameter && !there ? [...from, ...parameter.from] : from };
}

/** What nginx puts into the question beside the headers of the client, or in their place. */
function requestHeadersOf(
  { prefix, url, method, headers, requestRedirect, snippet }: AuthSettings,
  location: LocationFacts,
): Sourced<readonly HeaderValue[]> | (Unsayable & { readonly from: Origins }) {
  const pathAndQuery: Template = [{ fact: 'path-and-query' }];
  const all: HeaderValue[] = [
    { name: 'X-Forwarded-Proto', value: [] },
    ...(method
      ? [
          { name: 'X-Original-URI', value: pathAndQuery },
          { name: 'X-Scheme', value: [{ fact: 'scheme' } as const] },
        ]
      : []),
    { name: 'X-Original-URL', value: [{ fact: 'scheme' }, '://', { fact: 'authority' }, { fact: 'path-and-query' }] },
    { name: 'X-Original-Method', value: [{ fact: 'method' }] },
    { name: 'X-Sent-From', value: fixedTemplate('nginx-ingress-controller') },
    { name: 'X-Real-IP', value: [{ fact: 'client-address' }] },
    { name: 'X-Forwarded-For', value: [{ fact: 'client-address' }] },
    { name: 'X-Auth-Request-Redirect', value: pathAndQuery },
  ];
  const instead = 'have the authentication service do without, and take it out';
  const added: (readonly [name: string, text: string, from: Origins])[] = [];
  if (requestRedirect) added.push(['X-Auth-Request-Redirect', requestRedirect.value, requestRedirect.from]);
  for (const [name, text] of headers?.value ?? []) added.push([name, text, headers?.from ?? url.from]);
  const parsed = snippet ? parseSnippet(snippet.value) : { statements: [] };
  if ('problem' in parsed)
    return {
      because: `${prefix}snippet is no configuration that nginx loads: ${parsed.problem}`,
      instead: `mend ${prefix}snippet`,
      from: snippet?.from ?? url.from,
    };
  for (const statement of parsed.statements) {
    const [name, text, ...more] = statement.args;
    const from = snippet?.from ?? url.from;
    if (statement.name !== 'proxy_set_header' || name === undefined || text === undefined || more.length > 0)
      return {
        because: `${prefix}snippet says "${statement.text}", which nginx alone understands`,
        instead: `take it out of ${prefix}snippet: only proxy_set_header is converted`,
        from,
      };
    added.push([name, text, from]);
  }
  for (const [name, text, from] of added) {
    if (name.toLowerCase() === 'host')
      return {
        because: 'the authentication service is asked for by its own name, and Host says another',
        instead,
        from,
      };
    const expanded: Expanded = expand(text, location);
    if ('problem' in expanded)
      return {
        because: `the header ${name} for the authentication service cannot be known: ${expanded.problem}`,
        instead,
        from,
      };
    all.push({ name, value: expanded.template });
  }
  // The last one of a name counts.
  const byName = new Map(all.map((header) => [header.name.toLowerCase(), header]));
  const from: Origin[] = [...new Set(added.flatMap((one): readonly Origin[] => one[2]))];
  return { value: [...byName.values()], from: [...url.from, ...from, ...(method?.from ?? [])] };
}
