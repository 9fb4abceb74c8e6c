/** Names that older releases of the controller knew, each with what does the same today, where there is such a thing. */
export const removed: ReadonlyMap<string, string | undefined> = new Map<string, string | undefined>([
  ['add-base-url', undefined],
  ['base-url-scheme', undefined],
  ['secure-backends', 'backend-protocol'],
  ['grpc-backend', 'backend-protocol'],
  ['secure-verify-ca-secret', 'proxy-ssl-secret'],
  ['session-cookie-hash', undefined],
  ['mirror-uri', 'mirror-target'],
  ['proxy-pass-params', undefined],
  ['upstream-max-fails', undefined],
  ['upstream-fail-timeout', undefined],
  ['vts-filter-key', undefined],
  ['enable-influxdb', undefined],
  ['influxdb-host', undefined],
  ['influxdb-measurement', undefined],
  ['influxdb-port', undefined],
  ['influxdb-server-name', undefined],
  ['lua-resty-waf', 'enable-modsecurity'],
  ['lua-resty-waf-allow-unknown-content-types', undefined],
  ['lua-resty-waf-debug', undefined],
  ['lua-resty-waf-extra-rules', undefined],
  ['lua-resty-waf-ignore-rulesets', undefined],
  ['lua-resty-waf-process-multipart-body', undefined],
  ['lua-resty-waf-score-threshold', undefined],
  ['enable-opentracing', 'enable-opentelemetry'],
  ['opentracing-operation-name', 'opentelemetry-operation-name'],
  ['opentracing-trust-incoming-span', 'opentelemetry-trust-incoming-span'],
  ['global-rate-limit', 'limit-rps'],
  ['global-rate-limit-ignored-cidrs', 'limit-allowlist'],
  ['global-rate-limit-key', undefined],
  ['global-rate-limit-window', undefined],
]);

/** Names that no release knew, and that people write all the same, each with what they may have meant. */
export const misnamed: ReadonlyMap<string, string | undefined> = new Map<string, string | undefined>([
  ['client-max-body-size', 'proxy-body-size'],
  // Those of the controller of F5.
  ['rewrites', 'rewrite-target'],
  ['ssl-services', 'backend-protocol'],
  ['sticky-cookie-services', 'affinity'],
  ['websocket-services', undefined],
]);
