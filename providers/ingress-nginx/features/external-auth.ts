import * as z from 'zod';
import { type Lowering, noValues, type Values } from '../../../src/annotations.ts';
import { defined } from '../../../src/defined.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import { lazily } from '../../../src/lazily.ts';
import { allOrigins, type Origins, type Sourced } from '../../../src/model/origin.ts';
import { type AuthSettings, authRequest, unsayable, urlParts } from '../auth-request.ts';
import { cacheDurations, headerNames, isHeaderName, method, urlWithVariables } from '../auth-values.ts';
import type { ControllerConfig } from '../config/config.ts';
import { guarding, onlyWith } from '../gates.ts';
import { reportInert } from '../inert.ts';
import { isExemptFromAuth } from '../no-auth.ts';
import { referenceOf } from '../reference.ts';
import { refuse } from '../refuse.ts';
import { type At, feature, saidByIngress } from '../site.ts';
import { basic, bool, integer, url, withVariables } from '../values.ts';

const pooled = { exact: 'connections to the authentication service are always kept open' } as const;

const ofUrl = guarding(onlyWith('auth-url'));

const annotations = {
  'auth-url': {
    schema: urlWithVariables,
    doc: 'Every request is asked about here first: 2xx lets it pass, 401 and 403 turn it away. Without it nginx reads none of the annotations that belong to it.',
    onInvalid: 'ingress-rejected',
    fills: ['external-auth.service', 'external-auth.requestHeaders'],
  },
  'auth-method': {
    schema: method,
    doc: 'The method of the question. Default: GET.',
    onInvalid: 'location-denied',
    fills: ['external-auth.method'],
    gate: ofUrl,
  },
  'auth-signin': {
    schema: urlWithVariables,
    doc: 'Where a client is sent on 401, with the URL that it asked for in the parameter rd.',
    onInvalid: 'default',
    fills: ['external-auth.signIn'],
    gate: ofUrl,
  },
  'auth-signin-redirect-param': {
    schema: url,
    doc: 'The name of the parameter. Default: rd.',
    onInvalid: 'default',
    fills: ['external-auth.signIn'],
    gate: ofUrl,
  },
  'auth-response-headers': {
    schema: headerNames,
    doc: 'Headers of the answer that the backend sees, in place of those of the client.',
    onInvalid: 'location-denied',
    fills: ['external-auth.responseHeaders'],
    gate: ofUrl,
  },
  'auth-proxy-set-headers': {
    schema: basic,
    doc: 'A ConfigMap, as namespace/name, with headers for the question.',
    onInvalid: 'default',
    fills: ['external-auth.requestHeaders'],
    gate: ofUrl,
  },
  'auth-request-redirect': {
    schema: url,
    doc: 'What the question has in X-Auth-Request-Redirect. Default: path and query of the request.',
    onInvalid: 'guard-dropped',
    fills: ['external-auth.requestHeaders'],
    gate: ofUrl,
  },
  'auth-cache-key': {
    schema: withVariables,
    doc: 'Answers are remembered by this text, for each location. Default: they are not.',
    onInvalid: 'default',
    fills: ['external-auth.cache'],
    gate: ofUrl,
  },
  'auth-cache-duration': {
    schema: lazily(() =>
      z.string().regex(/^[/\-._~a-zA-Z0-9:, ]*$/, 'expected statuses and durations, with commas between'),
    ),
    doc: 'How long answers are remembered, by status. Default: 200 202 401 5m.',
    onInvalid: 'guard-dropped',
    fills: ['external-auth.cache'],
    gate: ofUrl,
  },
  'auth-always-set-cookie': {
    schema: bool,
    doc: 'Whether the client gets the cookies of the authentication service with errors, too. Default: false.',
    onInvalid: 'guard-dropped',
    fills: ['external-auth.cookies'],
    gate: ofUrl,
  },
  'auth-keepalive': {
    schema: integer,
    doc: 'How many idle connections to the authentication service are kept. Default: 0.',
    onInvalid: 'default',
    fills: pooled,
    gate: ofUrl,
  },
  'auth-keepalive-share-vars': {
    schema: bool,
    doc: "Whether the question shares nginx's variables with the request, where connections are kept.",
    onInvalid: 'default',
    fills: pooled,
    gate: ofUrl,
  },
  'auth-keepalive-requests': {
    schema: integer,
    doc: 'How many questions one connection takes. Default: 1000.',
    onInvalid: 'default',
    fills: pooled,
    gate: ofUrl,
  },
  'auth-keepalive-timeout': {
    schema: integer,
    doc: 'How many seconds an idle connection is kept. Default: 60.',
    onInvalid: 'default',
    fills: pooled,
    gate: ofUrl,
  },
  'auth-snippet': {
    schema: lazily(() => z.string()),
    doc: 'Configuration of nginx for the question. proxy_set_header is converted; with anything else in it the paths answer with an error.',
    onInvalid: 'default',
    fills: [
      'external-auth.requestHeaders',
      { except: 'with anything but proxy_set_header in it the paths answer with an error' },
    ],
  },
  'enable-global-auth': {
    schema: bool,
    doc: 'Whether global-auth-url of the ConfigMap counts here. Default: true.',
    onInvalid: 'default',
    fills: { exact: 'a route that opts out is asked nothing' },
  },
} as const;

type OwnValues = Values<typeof annotations>;

/** `auth-url` and what belongs to it, and `global-auth-url` of the ConfigMap. */
export const externalAuth = feature({
  name: 'external-auth',
  summary: 'Another service decides about every request.',
  reference:
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#external-authentication',
  annotations,
  becomes: ['external-auth', 'opaque-access'],
  wokenBy: ['global-auth-url'],
  lower(values, at, report): Lowering<'external-auth' | 'opaque-access'> {
    const global = at.config.value('global-auth-url');
    if (values === noValues && !global) return {};
    const { 'enable-global-auth': optIn, ...own } = values;
    const given = own['auth-url'];
    const exempt = isExemptFromAuth(at.location.path, at.config);
    if (exempt) {
      const because = `${at.location.written} starts with one of no-auth-locations, where nobody is asked`;
      reportInert(own, because, report);
    }
    const optsOut = optIn?.value === false ? optIn : undefined;
    const isAsked = given === undefined && global !== undefined && !optsOut && !exempt;
    if (!exempt && given === undefined) ungated(own, isAsked, report);
    if (optsOut && (given || !global)) {
      const because = given
        ? 'auth-url is asked and not global-auth-url'
        : 'the settings of the controller have no global-auth-url';
      reportInert({ 'enable-global-auth': optsOut }, because, report);
    }
    if (exempt) return {};
    if (given) return ownAuth(own, given, at, report);
    return isAsked ? authRequest(globalSettings(global, at.config), at, report) : {};
  },
});

/** nginx looks at none of them without a URL. Who wrote more than how connections are kept believes in a guard. */
function ungated(own: OwnValues, isAsked: boolean, report: Report): void {
  const because = isAsked ? 'global-auth-url is asked, as auth-url is not set' : 'auth-url is not set';
  const written = Object.entries(own).filter(([, value]) => saidByIngress(value));
  const isBelieved = ([name]: [string, unknown]) => !isAsked && !name.startsWith('auth-keepalive');
  const believed = written.filter(isBelieved);
  reportInert(Object.fromEntries(written.filter((one) => !isBelieved(one))), because, report);
  const [first, ...more] = believed.map(([, value]) => value);
  const annotation = believed.map(([name]) => name).join(', ');
  if (first) report('I2G2301', { annotation, because }, allOrigins([first, ...more]));
}

function ownAuth(values: OwnValues, given: Sourced<string>, at: At, report: Report) {
  if (!urlParts(given.value)) return refuse('auth-url is no absolute URL', given.from, report);
  const key = values['auth-cache-key'];
  const duration = values['auth-cache-duration'];
  const durations = duration && cacheDurations.safeParse(duration.value);
  if (durations && !durations.success) {
    const because = `auth-cache-duration ${duration.value} holds no duration, such as "200 202 10m"`;
    return refuse(because, duration.from, report);
  }
  const headers = configuredHeaders(values['auth-proxy-set-headers'], at, report);
  if (headers && 'because' in headers) {
    return headers.known ? refuse(headers.because, headers.from, report) : unsayable(headers, headers.from);
  }
  const settings: AuthSettings = defined({
    prefix: 'auth-' as const,
    url: given,
    method: values['auth-method'],
    signIn: values['auth-signin'],
    signInParameter: values['auth-signin-redirect-param'],
    responseHeaders: values['auth-response-headers'],
    headers,
    requestRedirect: values['auth-request-redirect'],
    snippet: values['auth-snippet'],
    cacheKey: key,
    cacheDuration: durations && duration && { value: durations.data, from: duration.from },
    alwaysSetCookie: values['auth-always-set-cookie'],
  });
  return authRequest(settings, at, report);
}

type Headers = NonNullable<AuthSettings['headers']>;

/** A ConfigMap that cannot be headers; `known`: nginx answers 503 as well. */
interface NoHeaders {
  readonly because: string;
  readonly instead: string;
  readonly known: boolean;
  readonly from: Origins;
}

function configuredHeaders(
  named: Sourced<string> | undefined,
  { owner, inputs }: At,
  report: Report,
): Headers | NoHeaders | undefined {
  if (!named) return undefined;
  const ref = referenceOf(named.value);
  const no = (known: boolean, because: string, instead = ''): NoHeaders => ({
    because,
    instead,
    known,
    from: named.from,
  });
  if (!ref) return no(true, `auth-proxy-set-headers ${named.value} is not namespace/name`);
  if (ref.namespace !== owner.ingress.namespace)
    return no(true, `auth-proxy-set-headers names a ConfigMap of another namespace, ${named.value}`);
  const entries = inputs.configMap(ref.namespace, ref.name, report);
  if (!entries) {
    return no(
      false,
      `the headers for the authentication service are in ConfigMap ${named.value}, which is not among the inputs`,
      'add the ConfigMap to the inputs',
    );
  }
  const bad = [...entries.keys()].find((header) => !isHeaderName(header));
  if (bad !== undefined) return no(true, `${JSON.stringify(bad)} in ConfigMap ${named.value} is no name of a header`);
  const sorted = [...entries].map(([header, { value }]) => [header, value] as const).sort();
  return { value: sorted, from: named.from };
}

const globalSettings = (given: Sourced<string>, config: ControllerConfig): AuthSettings =>
  defined({
    prefix: 'global-auth-' as const,
    url: given,
    method: config.value('global-auth-method'),
    signIn: config.value('global-auth-signin'),
    signInParameter: config.value('global-auth-signin-redirect-param'),
    responseHeaders: config.value('global-auth-response-headers'),
    requestRedirect: config.value('global-auth-request-redirect'),
    snippet: config.value('global-auth-snippet'),
    cacheKey: config.value('global-auth-cache-key'),
    cacheDuration: config.value('global-auth-cache-duration'),
    alwaysSetCookie: config.value('global-auth-always-set-cookie'),
  });
