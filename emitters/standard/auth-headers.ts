import { type Missing, missing } from '../../src/emit/capabilities.ts';

/**
 * Headers of the client that authentication services read. A gateway sends those of a list and not all, and the list has
 * an end. Names that would only tell a service who somebody says he is are left out.
 */
export const usualHeaders: readonly string[] = [
  'authorization',
  'cookie',
  'proxy-authorization',
  'x-api-key',
  'api-key',
  'apikey',
  'x-auth-token',
  'x-access-token',
  'x-id-token',
  'x-session-token',
  'x-csrf-token',
  'x-xsrf-token',
  'private-token',
  'x-amzn-oidc-data',
  'x-amzn-oidc-accesstoken',
  'x-goog-iap-jwt-assertion',
  'cf-access-jwt-assertion',
  'accept',
  'accept-language',
  'content-type',
  'origin',
  'referer',
  'user-agent',
  'x-requested-with',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'sec-websocket-protocol',
  'access-control-request-method',
  'access-control-request-headers',
  'x-forwarded-host',
  'x-forwarded-uri',
  'x-forwarded-method',
  'x-request-id',
  'traceparent',
  'tracestate',
];

/** The most names that the list may have. */
export const mostHeaders = 64;

/** A gateway has no place for what a service wants to say to a client that it lets in. */
export const cookiesOfService: Missing = missing(
  'clients do not get the cookies of an authentication service that lets them in, so that it cannot renew a session that way',
  'let sessions last longer, and have them renewed where clients sign in (oauth2-proxy: cookie_expire and cookie_refresh)',
);
