/**
 * Headers of the client that authentication services read. agentgateway sends those of a list and not all, and the list has
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
