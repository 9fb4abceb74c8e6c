import {
  approximately,
  type Capabilities,
  type Difference,
  type Missing,
  missing,
  type Place,
  renders,
} from '../../src/emit/capabilities.ts';
import type { Fragment, JsonObject } from '../../src/emit/fragment.ts';
import type { AuthCache, ExternalAuth } from '../../src/model/policies/index.ts';
import type { Template } from '../../src/model/template.ts';
import { cookiesOfService, mostHeaders, usualHeaders } from '../standard/auth-headers.ts';
import { authBackend } from './auth-service.ts';
import { celTemplate, celText } from './cel.ts';
import { traffic } from './policy.ts';
import type { Target } from './release.ts';
import { roomForHeaders, toldBy } from './transformation-room.ts';

const fields = {
  service: approximately(
    'the service is sent the usual headers of the client and has 2s to answer; an answer other than 2xx goes to the client as it is',
    () =>
      `the authentication service is sent ${usualHeaders.length} usual headers of the client (ingress-nginx: all), and has 2s to answer (ingress-nginx: 60s)`,
    'behaviour',
  ),
  method: 'rendered',
  signIn: approximately('clients that get 403 are sent to sign in as well', () => undefined),
  responseHeaders: 'rendered',
  requestHeaders: 'rendered',
  cookies: cookiesOfService,
} as const;

/** A question to another service, for every request of the rule. */
export const externalAuth = (target: Target): Capabilities['external-auth'] => {
  const render = (spec: Omit<ExternalAuth, 'cookies'>, at: Place) => {
    const question = questionOf(spec, at, target);
    if ('because' in question) return question;
    const { extAuth, fragments, differences } = question;
    return { fragments: [traffic({ extAuth }), ...fragments], differences };
  };
  if (!target.has('httpAuthCache')) {
    const cache = missing(
      'agentgateway remembers answers over HTTP since 1.4.1, and asks about every request before',
      'use agentgateway 1.4.1 or newer',
    );
    return renders('external-auth', { ...fields, cache }, render);
  }
  const cache = approximately<AuthCache>(
    'all answers are remembered for the shortest of the times, whatever their Cache-Control says',
    () => undefined,
  );
  return renders('external-auth', { ...fields, cache }, render);
};

/** The `extAuth` of a policy, and what goes with it. */
interface Question {
  readonly extAuth: JsonObject;
  readonly fragments: readonly Fragment[];
  readonly differences: readonly Difference[];
}

/** The question of one policy, for a rule or for some of its requests. */
export function questionOf(spec: Omit<ExternalAuth, 'cookies'>, at: Place, target: Target): Question | Missing {
  const { service, method, signIn, requestHeaders, cache } = spec;
  const differences: Difference[] = [];
  const path = celTemplate(service.value.path, target);
  if (typeof path !== 'string') return path;
  const told = toldBy(spec);
  const room = roomForHeaders(at.route);
  if (told.length > room) {
    return missing(
      `the backend can be told at most ${room} headers, and these are ${told.length}`,
      'take those out of auth-response-headers that the backend does not read',
    );
  }
  const added: [string, string][] = [[':method', celText(method?.value ?? 'GET')]];
  for (const { name, value } of requestHeaders.value) {
    const text = celTemplate(value, target);
    if (typeof text !== 'string') return text;
    if (value.length > 0) added.push([name.toLowerCase(), text]);
  }
  if (added.length > mostHeaders)
    return missing(`the question can have at most ${mostHeaders} headers of its own`, 'take some out');
  const redirect = signIn && celTemplate(signIn.value, target);
  if (signIn) {
    const differs =
      typeof redirect === 'string'
        ? 'clients that get 403 from the authentication service are sent to sign in as well (ingress-nginx: 401 only)'
        : `clients without credentials get 401 and are not sent to sign in: ${redirect?.because}`;
    differences.push({ differs, stake: 'behaviour', from: signIn.from });
  }
  if (/^(localhost|127(\.\d+){3})$/.test(service.value.host)) {
    const differs = `${service.value.host} is the gateway itself, where nothing answers: nobody is let in unless the authentication service runs beside it`;
    differences.push({ differs, stake: 'security', from: service.from });
  }
  const remembered =
    target.has('httpAuthCache') && cache ? cacheOf(cache.value, signIn !== undefined, at, target) : undefined;
  if (remembered && cache) differences.push({ differs: remembered.differs, stake: 'behaviour', from: cache.from });
  const own = new Set(requestHeaders.value.map(({ name }) => name.toLowerCase()));
  const asked = [...service.value.path, ...(cache?.value.key ?? [])].flatMap((part) =>
    typeof part !== 'string' && part.fact === 'header' ? [part.name.toLowerCase()] : [],
  );
  const forwarded = [...new Set([...asked, ...usualHeaders])].filter((name) => !own.has(name)).slice(0, mostHeaders);
  const { ref, fragments } = authBackend(service.value, at.route.namespace);
  const extAuth: JsonObject = {
    backendRef: ref,
    ...(target.has('authFailureMode') && { failureMode: 'FailClosed' }),
    http: {
      path,
      ...(typeof redirect === 'string' && { redirect }),
      allowedRequestHeaders: forwarded,
      addRequestHeaders: Object.fromEntries(added),
      ...(told.length > 0 && {
        responseMetadata: Object.fromEntries(told.map((name) => [name, `response.headers[${celText(name)}]`])),
      }),
    },
    ...(remembered?.cache && { cache: remembered.cache }),
  };
  // allowedResponseHeaders would leave a header of the client where the service does not answer with one. A header whose
  // expression fails is removed.
  const set = told.map((name) => ({ name, value: `extauthz[${celText(name)}]` }));
  const telling = told.length > 0 ? [traffic({ transformation: { request: { set } } })] : [];
  return { extAuth, fragments: [...telling, ...fragments], differences };
}

/** What answers are remembered by and how long. One time counts for all, so it is the shortest: nobody is let in for longer. */
function cacheOf(
  { key, durations }: AuthCache,
  signsIn: boolean,
  { route }: Place,
  target: Target,
): { readonly differs: string; readonly cache?: JsonObject } {
  const kept = durations.filter(({ statuses }) => statuses.length === 0 || statuses.some(isRemembered));
  const shortest = Math.min(...kept.map(({ seconds }) => seconds));
  const found = keyOf(key, target);
  if (kept.length === 0 || shortest === 0 || found === undefined) {
    const because =
      found === undefined
        ? 'they would have to be remembered by all cookies, which may come one by one'
        : 'their shortest time is none';
    return {
      differs: `the authentication service is asked about every request, and its answers are not remembered: ${because}`,
    };
  }
  const { path } = route.match;
  // The redirect to sign in is remembered with the place to come back to.
  const place = signsIn
    ? ['request.scheme', 'request.host', 'request.pathAndQuery']
    : ['request.host', celText(path.kind === 'regex' ? path.pattern : path.path)];
  const asked = durations
    .map(
      ({ statuses, seconds }) => `${statuses.length > 0 ? statuses.join(' ') : 'any status'} for ${timeText(seconds)}`,
    )
    .join(', ');
  return {
    differs: `answers of the authentication service are remembered for ${timeText(shortest)}, also those with 403, with Set-Cookie or with Cache-Control: no-store (ingress-nginx: ${asked}, and none of those)`,
    cache: { key: [...place, ...found], ttl: `duration(${celText(timeText(shortest))})` },
  };
}

/** agentgateway remembers these answers. */
const isRemembered = (status: number): boolean => (status >= 200 && status < 300) || status === 401 || status === 403;

/** Finer than what is asked for, where there is a doubt: who is logged in is told by the whole Authorization header. */
function keyOf(key: Template, target: Target): string[] | undefined {
  const parts = key.filter((part) => typeof part !== 'string');
  if (parts.some((part) => part.fact === 'header' && part.name.toLowerCase() === 'cookie')) return undefined;
  const texts = parts.map((part) =>
    celTemplate([part.fact === 'user' ? { fact: 'header', name: 'authorization' } : part], target),
  );
  const known = texts.filter((text) => typeof text === 'string');
  return known.length === texts.length && known.length <= 12 ? [...new Set(known)] : undefined;
}

/** `90s` as CEL and people write it: whole minutes and hours where it comes out even. */
function timeText(seconds: number): string {
  if (!Number.isInteger(seconds)) return `${Math.round(seconds * 1000)}ms`;
  if (seconds % 3600 === 0 && seconds > 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 && seconds > 0 ? `${seconds / 60}m` : `${seconds}s`;
}
