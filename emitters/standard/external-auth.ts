import {
  approximately,
  type Capabilities,
  type Difference,
  type Missing,
  missing,
  type Place,
  type Rendering,
  renders,
} from '../../src/emit/capabilities.ts';
import { allowExperimental, type GatewayApi } from '../../src/emit/gateway-api.ts';
import type { ExternalAuth } from '../../src/model/policies/index.ts';
import { fixedText, type Template } from '../../src/model/template.ts';
import { cookiesOfService, usualHeaders } from './auth-headers.ts';
import { filter } from './gateway-api.ts';
import { filterRoom, mostHeaders } from './header-filter.ts';
import { serviceRef } from './mirror.ts';

/** Another service that decides about every request, by a filter of the experimental channel. */
export const externalAuth = (api: GatewayApi): Capabilities['external-auth'] =>
  api.has('externalAuth')
    ? renders(
        'external-auth',
        {
          service: approximately(
            'a Service is asked over HTTP, at its own path followed by that of the request and with the method of the client; only status 200 lets in',
            () => undefined,
          ),
          method: approximately('the question has the method of the client', () => undefined),
          signIn: missing(
            'the filter ExternalAuth sends nobody to sign in',
            'have the authentication service answer with the redirect, where your gateway hands its answers on',
          ),
          responseHeaders: approximately(
            'the client must have no header of these names when it is asked about, so that Authorization cannot be one of them',
            () => undefined,
          ),
          requestHeaders: approximately('the question has no headers beside those of the client', () => undefined),
          cache: missing(
            'the filter ExternalAuth remembers no answers',
            'have the authentication service answer fast, or look for a policy of your implementation',
          ),
          cookies: cookiesOfService,
        },
        rendered,
      )
    : missing(
        'the filter ExternalAuth is in the experimental channel of the Gateway API only',
        `${allowExperimental}, or let a proxy such as oauth2-proxy stand between the gateway and the backend`,
      );

type Question = Pick<ExternalAuth, 'service' | 'method' | 'responseHeaders' | 'requestHeaders'>;

/** What nginx tells every authentication service. A service can do without, as the question itself says the same. */
const nginxHeaders: readonly string[] = [
  'X-Original-URL',
  'X-Original-Method',
  'X-Original-URI',
  'X-Scheme',
  'X-Sent-From',
  'X-Real-IP',
  'X-Forwarded-For',
  'X-Auth-Request-Redirect',
];

/** Without a list all headers of an answer would reach the backend, its length among them. No service answers with this one. */
const noHeader = 'no-header-of-the-answer';

function rendered(spec: Question, at: Place): Rendering {
  const { service, method, requestHeaders } = spec;
  const { host, port, service: of, scheme } = service.value;
  if (at.kind === 'GRPCRoute')
    return missing('a GRPCRoute has no filter ExternalAuth', 'let the backend look at credentials itself');
  if (scheme === 'https' || !of)
    return missing(
      `the filter ExternalAuth asks a Service of the cluster over plain HTTP, and ${scheme}://${host} is none`,
      'write the URL of a Service, such as http://auth.example.svc.cluster.local/verify',
    );
  const place = pathOf(service.value.path);
  if ('because' in place) return place;
  const lost = requestHeaders.value.filter(({ value }) => value.length > 0).map(({ name }) => name);
  const custom = lost.filter((name) => !isIn(nginxHeaders, name));
  if (custom.length > 0)
    return missing(
      `the filter ExternalAuth adds no headers to its question, and the service may let in more without ${custom.join(', ')}`,
      'write what the service has to know into the path of its URL',
    );
  const headers = headersOf(spec, at);
  if ('because' in headers) return headers;
  const { forwarded, told } = headers;
  const settings = {
    protocol: 'HTTP',
    backendRef: serviceRef(of, port, at.route.namespace),
    http: {
      ...(place.prefix !== '' && { path: place.prefix }),
      allowedHeaders: forwarded,
      allowedResponseHeaders: told.length > 0 ? told : [noHeader],
    },
  };
  const differences: Difference[] = [
    {
      differs: `the authentication service is asked ${place.isExact ? '' : `at ${place.prefix} followed by the path of the request, and `}with the method of the client (ingress-nginx: ${method?.value ?? 'GET'}${place.isExact ? '' : ` ${place.prefix}`}): have it decide alike for all of them, and answer nothing else with 200`,
      stake: 'security',
      from: [...service.from, ...(method?.from ?? [])],
    },
    {
      differs: `only status 200 lets a request pass (ingress-nginx: any 2xx), and the authentication service is sent ${forwarded.length} usual headers of the client (ingress-nginx: all), without ${lost.join(', ')}`,
      stake: 'behaviour',
      from: service.from,
    },
  ];
  if (told.length > 0 && spec.responseHeaders) {
    const differs = `${told.join(', ')} of the client are removed by a filter that stands before the question: a gateway that runs it later hands none of the service to the backend`;
    differences.push({ differs, stake: 'behaviour', from: spec.responseHeaders.from });
  }
  const without = told.length > 0 ? [filter('RequestHeaderModifier', 'requestHeaderModifier', { remove: told })] : [];
  return { fragments: [...without, filter('ExternalAuth', 'externalAuth', settings)], differences };
}

const pathSyntax = /^(?:\/(?!\.{1,2}(?:\/|$))(?:[-A-Za-z0-9._~!$&'()*+,;=:@]|%(?!2f)[0-9a-f]{2})+)+\/?$/i;

/** What the filter puts before the path of the request; exact where nginx does as well. */
function pathOf(path: Template): { readonly prefix: string; readonly isExact: boolean } | Missing {
  const last = path.at(-1);
  const isExact = typeof last === 'object' && last.fact === 'path-and-query';
  const fixed = fixedText(isExact ? path.slice(0, -1) : path);
  const instead = 'write a path of its own into the URL of the authentication service, such as /verify';
  if (fixed === undefined)
    return missing('the filter ExternalAuth asks at a fixed path followed by that of the request', instead);
  const prefix = isExact ? fixed : fixed.replace(/\/$/, '');
  // A client could ask for any page of the service, such as one that tells of its health, and be let in.
  if (prefix === '' && !isExact)
    return missing(
      'the filter ExternalAuth would ask at the path of the request, whose answer may be about another thing',
      instead,
    );
  if (prefix !== '' && (!pathSyntax.test(prefix) || prefix.length > 1024))
    return missing(`${fixed} is no path that the filter ExternalAuth can ask at`, `${instead}, without a query`);
  return { prefix, isExact };
}

/**
 * The headers of the client in the question, and those of the answer that the backend gets in their place. What the client
 * itself sends under their names has to go first, or it would stay where the service does not answer with one.
 */
function headersOf(
  { requestHeaders, responseHeaders }: Question,
  { route }: Place,
): { readonly forwarded: readonly string[]; readonly told: readonly string[] } | Missing {
  const told = [...new Set((responseHeaders?.value ?? []).map((name) => name.toLowerCase()))];
  const instead = 'take it out of auth-response-headers, and have the backend do without';
  const asked = told.filter((name) => isIn(credentials, name));
  if (asked.length > 0)
    return missing(
      `the service is asked about ${asked.join(', ')} of the client, which would have to be removed before, as the backend is to get that of the service alone`,
      instead,
    );
  const { set, remove } = route.policies['request-headers'] ?? {};
  const changed = [...(set?.value ?? []).map(({ name }) => name), ...(remove?.value ?? [])];
  // Gateways are free to change headers before they ask.
  if (isIn(changed, 'authorization'))
    return missing(
      'another filter changes the header Authorization, and the authentication service may be asked about that one',
      'let the backend do without it',
    );
  const both = told.filter((name) => isIn(changed, name));
  if (both.length > 0) return missing(`another filter changes ${both.join(', ')} as well`, instead);
  const room = filterRoom(route) - changed.length;
  if (told.length > room)
    return missing(
      `a filter removes at most ${mostHeaders} headers of the client, and there is room for ${Math.max(room, 0)} of ${told.length}`,
      'take those out of auth-response-headers that the backend does not read',
    );
  const own = requestHeaders.value.map(({ name }) => name);
  const forwarded = usualHeaders.filter((name) => ![own, told, changed, preflight].some((names) => isIn(names, name)));
  return { forwarded, told };
}

/** What a service lets somebody in by, and the name that it is asked under. */
const credentials: readonly string[] = ['authorization', 'cookie', 'host'];

/** What makes a preflight of a question with the method OPTIONS, which services let in without credentials. */
const preflight: readonly string[] = ['access-control-request-method', 'access-control-request-headers'];

/** Header names are the same in any case. */
const isIn = (names: readonly string[], name: string): boolean =>
  names.some((one) => one.toLowerCase() === name.toLowerCase());
