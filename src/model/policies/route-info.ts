import type { ErrorPages, RoutePolicies } from './index.ts';
import { behaviour, type InfoOn, security, tuning } from './policy-info.ts';

/** What the core must know of policies on routes. */
export const routeInfo: InfoOn<RoutePolicies> = {
  'path-rewrite': {
    ...behaviour('the rewrite of the path'),
    without: 'wrong',
    fields: { to: behaviour('the new path') },
  },
  'host-rewrite': {
    ...behaviour('the Host header for the backend'),
    without: 'as-is',
    fields: { to: behaviour('the Host header for the backend') },
  },
  'request-headers': {
    ...behaviour('the request headers'),
    without: 'as-is',
    fields: {
      set: behaviour('the headers that the backend gets'),
      remove: behaviour('the headers that are kept from the backend'),
    },
  },
  'response-headers': {
    ...behaviour('the response headers'),
    without: 'as-is',
    fields: {
      set: behaviour('the headers that the client gets'),
      add: behaviour('the headers that are added to the answer'),
      remove: behaviour('the headers that are kept from the client'),
    },
  },
  'forwarded-headers': {
    ...behaviour('what backends are told of the client'),
    without: 'as-is',
    fields: {
      set: behaviour('what backends are told of the client'),
      remove: behaviour('what backends are not told by clients'),
    },
  },
  'answer-rewrite': {
    ...behaviour('the rewriting of answers'),
    without: 'as-is',
    fields: {
      location: behaviour('the rewriting of Location'),
      cookieDomain: behaviour('the rewriting of the domain of cookies'),
      cookiePath: behaviour('the rewriting of the path of cookies'),
    },
  },
  cors: {
    ...behaviour('the CORS policy'),
    without: 'as-is',
    fields: {
      origins: behaviour('the origins that may read answers'),
      methods: behaviour('the methods that other origins may use'),
      headers: behaviour('the headers that other origins may send'),
      exposedHeaders: behaviour('the headers that other origins may read'),
      credentials: behaviour('whether other origins may send credentials'),
      maxAge: tuning('how long a preflight counts'),
    },
  },
  'ip-access': {
    ...security('the client address rules'),
    without: 'open',
    fields: {
      allow: security('the list of addresses that are let in'),
      deny: security('the list of addresses that are kept out'),
      toldBy: security('where the client address comes from'),
      proxied: security('the client address of the PROXY protocol'),
    },
  },
  'header-access': {
    ...security('the rules on headers'),
    without: 'open',
    fields: { deny: security('the headers that are turned away') },
  },
  'basic-auth': {
    ...security('basic authentication'),
    without: 'open',
    fields: { users: security('the list of users'), realm: tuning('the realm') },
  },
  'external-auth': {
    ...security('external authentication'),
    without: 'open',
    fields: {
      service: security('the authentication service'),
      method: behaviour('the method of the authentication request'),
      signIn: behaviour('the page to sign in at'),
      responseHeaders: behaviour('the headers that the authentication service gives the backend'),
      requestHeaders: behaviour('the headers that the authentication service gets'),
      cache: tuning('the memory for answers of the authentication service'),
      cookies: behaviour('the cookies that the authentication service sets'),
    },
  },
  'any-access': {
    ...security('the choice between several ways to be let in'),
    without: 'open',
    fields: { checks: security('the ways to be let in') },
  },
  'client-identity': {
    ...security("the check of the client's certificate"),
    without: 'open',
    fields: {
      subject: security('whom the client certificate must name'),
      told: security('what the backend is told of the client certificate'),
      certificate: behaviour('the client certificate that the backend is given'),
    },
  },
  'opaque-access': {
    ...security('access control'),
    without: 'open',
    fields: { said: security('access control') },
  },
  'rate-limit': {
    ...behaviour('the rate limit'),
    without: 'as-is',
    fields: {
      perSecond: behaviour('the limit on requests per second'),
      perMinute: behaviour('the limit on requests per minute'),
      exempt: behaviour('the networks without a limit'),
      status: tuning('the status of the answer to a request too many'),
    },
  },
  'connection-limit': {
    ...behaviour('the limit on connections'),
    without: 'as-is',
    fields: {
      most: behaviour('the limit on connections'),
      exempt: behaviour('the networks without a limit'),
    },
  },
  bandwidth: {
    ...tuning('the limit on the bandwidth'),
    without: 'as-is',
    fields: { rate: tuning('the bandwidth'), after: tuning('where the limit on the bandwidth sets in') },
  },
  'body-limit': {
    ...behaviour('the limit on the size of bodies'),
    without: 'as-is',
    fields: { most: behaviour('the limit on the size of bodies') },
  },
  buffering: {
    ...tuning('the buffering'),
    without: 'as-is',
    fields: {
      requests: tuning('the buffering of requests'),
      responses: tuning('the buffering of answers'),
      answerHeaders: tuning('the limit on the headers of answers'),
    },
  },
  timeouts: {
    ...behaviour('the time-outs'),
    without: 'as-is',
    fields: {
      read: behaviour('the time-out between two reads'),
      send: behaviour('the time-out between two writes'),
    },
  },
  retries: {
    ...behaviour('the retries'),
    without: 'as-is',
    fields: {
      on: behaviour('what is tried again'),
      tries: behaviour('the number of tries'),
      timeout: tuning('the time-out of all tries'),
    },
  },
  mirror: {
    ...behaviour('the mirror'),
    without: 'as-is',
    fields: {
      to: behaviour('the place that requests are mirrored to'),
      body: behaviour('whether bodies are mirrored'),
      host: behaviour('the Host header of mirrored requests'),
    },
  },
  'error-pages': {
    ...behaviour('the error pages'),
    without: 'as-is',
    of: (spec) => ({ title: errorPagesTitle(spec) }),
    fields: {
      statuses: behaviour('the statuses with an error page'),
      backend: behaviour('the backend that stands in'),
      intercepts: behaviour('whose errors are replaced'),
    },
  },
  waf: {
    ...security('the web application firewall'),
    without: 'as-is',
    // Nobody is kept out by a firewall that does nothing but write its log.
    of: ({ blocks }) =>
      blocks?.value === false ? { title: 'the log of the web application firewall', stake: 'behaviour' } : {},
    fields: {
      enabled: security('the web application firewall'),
      blocks: security('whether the firewall turns requests away'),
      coreRules: security('the OWASP core rules'),
      transaction: tuning('the name of transactions'),
      rules: security('the rules of the firewall'),
    },
  },
  'access-log': {
    ...tuning('the access log'),
    without: 'as-is',
    fields: { enabled: tuning('the access log') },
  },
  tracing: {
    ...tuning('the tracing'),
    without: 'as-is',
    fields: {
      enabled: tuning('the tracing'),
      trustsClient: tuning("whether the client's trace is gone on with"),
      operation: tuning('the name of spans'),
      collector: tuning('the collector of spans'),
      ratio: tuning('the share of requests that is traced'),
    },
  },
};

/** The pages by their statuses and their backend. */
function errorPagesTitle({ statuses, backend, intercepts }: ErrorPages): string {
  const from = backend && `Service ${backend.value.namespace}/${backend.value.name}`;
  if (!statuses) return `${from ?? 'a backend'} in the place of a backend without endpoints`;
  const whose = intercepts?.value === false ? ' of the proxy itself' : '';
  return `the error pages for ${statuses.value.join(', ')}${whose} from ${from ?? 'the default backend'}`;
}
