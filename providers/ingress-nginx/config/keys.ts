import { cacheDurations, headerNames, method } from '../auth-values.ts';
import { type ConfigKey, converted, irrelevant, key, lost, ofAnnotation, off, on } from './key.ts';
import { bool, integer, list, redirectCode, share, statuses, text } from './key-values.ts';

/** Every key that matters to a conversion; what is not here is reported as unknown. */
export const configKeys = {
  // Defaults of annotations with the same name, or nearly so.
  'ssl-redirect': key(text, ofAnnotation),
  'force-ssl-redirect': key(text, ofAnnotation),
  'preserve-trailing-slash': key(text, ofAnnotation),
  'use-port-in-redirects': key(text, ofAnnotation),
  'relative-redirects': key(text, ofAnnotation),
  'proxy-body-size': key(text, ofAnnotation),
  'proxy-connect-timeout': key(text, ofAnnotation),
  'proxy-read-timeout': key(text, ofAnnotation),
  'proxy-send-timeout': key(text, ofAnnotation),
  'proxy-next-upstream': key(text, ofAnnotation),
  'proxy-next-upstream-timeout': key(text, ofAnnotation),
  'proxy-next-upstream-tries': key(text, ofAnnotation),
  'proxy-buffering': key(text, ofAnnotation),
  'proxy-buffer-size': key(text, ofAnnotation),
  'proxy-buffers-number': key(text, ofAnnotation),
  'proxy-busy-buffers-size': key(text, ofAnnotation),
  'proxy-max-temp-file-size': key(text, ofAnnotation),
  'proxy-request-buffering': key(text, ofAnnotation),
  'client-body-buffer-size': key(text, ofAnnotation),
  'proxy-http-version': key(text, ofAnnotation),
  'proxy-cookie-domain': key(text, ofAnnotation),
  'proxy-cookie-path': key(text, ofAnnotation),
  'proxy-redirect-from': key(text, ofAnnotation),
  'proxy-redirect-to': key(text, ofAnnotation),
  'whitelist-source-range': key(list, ofAnnotation),
  'denylist-source-range': key(list, ofAnnotation),
  'limit-rate': key(text, ofAnnotation),
  'limit-rate-after': key(text, ofAnnotation),
  'disable-proxy-intercept-errors': key(text, ofAnnotation),
  'load-balance': key(text, ofAnnotation),
  'service-upstream': key(text, ofAnnotation),
  'ssl-ciphers': key(text, ofAnnotation),
  'enable-modsecurity': key(text, ofAnnotation),
  'enable-owasp-modsecurity-crs': key(text, ofAnnotation),
  'modsecurity-snippet': key(text, ofAnnotation),
  'enable-opentelemetry': key(text, ofAnnotation),
  'opentelemetry-trust-incoming-span': key(text, ofAnnotation),
  'opentelemetry-operation-name': key(text, ofAnnotation),

  // Read by passes and features.
  'allow-snippet-annotations': key(bool, converted),
  'annotations-risk-level': key(text, converted),
  'http-redirect-code': key(redirectCode, converted),
  'no-tls-redirect-locations': key(list, converted),
  'no-auth-locations': key(list, converted),
  hsts: key(bool, converted),
  'hsts-max-age': key(integer, converted),
  'hsts-include-subdomains': key(bool, converted),
  'hsts-preload': key(bool, converted),
  'global-auth-url': key(text, converted),
  'global-auth-method': key(method, converted),
  'global-auth-signin': key(text, converted),
  'global-auth-signin-redirect-param': key(text, converted),
  'global-auth-response-headers': key(headerNames, converted),
  'global-auth-request-redirect': key(text, converted),
  'global-auth-cache-key': key(text, converted),
  'global-auth-cache-duration': key(cacheDurations, converted),
  'global-auth-always-set-cookie': key(bool, converted),
  'global-auth-snippet': key(text, converted),
  'global-allowed-response-headers': key(list, converted),
  'block-cidrs': key(list, converted),
  'block-user-agents': key(list, converted),
  'block-referers': key(list, converted),
  'use-forwarded-headers': key(bool, converted),
  'enable-real-ip': key(bool, converted),
  'forwarded-for-header': key(text, converted),
  'use-proxy-protocol': key(bool, converted),
  'limit-req-status-code': key(integer, converted),
  'limit-conn-status-code': key(integer, converted),
  'retry-non-idempotent': key(bool, converted),
  'proxy-set-headers': key(text, converted),
  'add-headers': key(text, converted),
  'hide-headers': key(list, converted),
  'proxy-ssl-location-only': key(bool, converted),
  'ssl-protocols': key(text, converted),
  'otlp-collector-host': key(text, converted),
  'otlp-collector-port': key(integer, converted),
  'disable-access-log': key(bool, converted),
  'disable-http-access-log': key(bool, converted),
  'otel-sampler': key(text, converted),
  'otel-sampler-ratio': key(share, converted),
  'custom-http-errors': key(statuses, converted),

  // No form.
  'allow-cross-namespace-resources': key(
    text,
    lost(
      'references to Secrets of other namespaces',
      'behaviour',
      'copy the Secrets into the namespaces of their Ingresses',
      off,
    ),
  ),
  'annotation-value-word-blocklist': key(
    text,
    lost(
      'the words that no annotation may hold',
      'behaviour',
      'take out Ingresses that hold them: the controller does not serve them',
    ),
  ),
  'main-snippet': key(
    text,
    lost('the nginx configuration in it', 'behaviour', 'read it, and set up by hand what it does'),
  ),
  'http-snippet': key(
    text,
    lost('the nginx configuration in it', 'security', 'read it, and set up by hand what it does for all hosts'),
  ),
  'server-snippet': key(
    text,
    lost('the nginx configuration in it', 'security', 'read it, and set up by hand what it does for every host'),
  ),
  'location-snippet': key(
    text,
    lost('the nginx configuration in it', 'security', 'read it, and set up by hand what it does for every path'),
  ),
  'stream-snippet': key(
    text,
    lost('the nginx configuration in it', 'behaviour', 'read it, and set up by hand what it does'),
  ),
  'use-gzip': key(text, lost('compression with gzip', 'tuning', 'compress in the backends', off)),
  'enable-brotli': key(text, lost('compression with brotli', 'tuning', 'compress in the backends', off)),
  'log-format-upstream': key(
    text,
    lost('the form of the access log', 'tuning', 'see what reads the log, and what the new gateway writes'),
  ),
  'skip-access-log-urls': key(
    text,
    lost('the exceptions of the access log', 'tuning', 'leave the lines out where the log is collected'),
  ),
  'enable-syslog': key(text, lost('the log by syslog', 'tuning', 'collect the log of the new gateway', off)),
  // The controller reads them and does nothing with them.
  'upstream-hash-by': key(text, irrelevant),
  'upstream-hash-by-subset': key(text, irrelevant),
  'upstream-hash-by-subset-size': key(text, irrelevant),
  'ssl-reject-handshake': key(
    text,
    lost(
      'the refusal of unknown names in SNI',
      'tuning',
      'nothing: a Gateway has no listener for names that nobody asks for',
      /./s,
    ),
  ),
  'use-http2': key(text, lost('HTTP/1.1 only for clients', 'tuning', 'set the ALPN protocols of the new gateway', on)),
  'compute-full-forwarded-for': key(
    text,
    lost('the whole X-Forwarded-For', 'tuning', 'see how the new gateway writes X-Forwarded-For', off),
  ),
  'proxy-real-ip-cidr': key(
    text,
    lost(
      'the networks that X-Forwarded-For is believed from',
      'behaviour',
      'see how the new gateway learns the address of clients',
      // All of them.
      /^(0\.0\.0\.0\/0)?$/,
    ),
  ),
  'enable-underscores-in-headers': key(
    text,
    lost('headers with underscores in their names', 'behaviour', 'see whether the new gateway lets them pass', off),
  ),
  'ignore-invalid-headers': key(
    text,
    lost('headers with strange names', 'tuning', 'see whether the new gateway lets them pass', on),
  ),
  'proxy-add-original-uri-header': key(
    text,
    lost('X-Original-URI', 'behaviour', 'set the header with a policy of the new gateway', off),
  ),
  'generate-request-id': key(
    text,
    lost('X-Request-ID', 'tuning', 'set the header with a policy of the new gateway', off),
  ),
  'proxy-headers-hash-bucket-size': key(text, irrelevant),
  'limit-conn-zone-variable': key(
    text,
    lost('what limits are counted by', 'behaviour', 'count by the client address', /^(\$binary_remote_addr)?$/),
  ),
  'client-header-timeout': key(
    text,
    lost('the time-out for the headers of requests', 'tuning', 'set it with a policy of the new gateway'),
  ),
  'client-body-timeout': key(
    text,
    lost('the time-out for the bodies of requests', 'tuning', 'set it with a policy of the new gateway'),
  ),
  'client-header-buffer-size': key(
    text,
    lost('the buffer for headers of requests', 'tuning', 'set it with a policy of the new gateway'),
  ),
  'large-client-header-buffers': key(
    text,
    lost('the limit on headers of requests', 'tuning', 'set it with a policy of the new gateway'),
  ),
  'keep-alive': key(
    text,
    lost('the time that connections of clients are kept', 'tuning', 'set it with a policy of the new gateway'),
  ),
  'keep-alive-requests': key(
    text,
    lost('the number of requests on a connection', 'tuning', 'nothing: it guards the memory of nginx'),
  ),
  'upstream-keepalive-connections': key(text, irrelevant),
  'upstream-keepalive-time': key(text, irrelevant),
  'upstream-keepalive-timeout': key(text, irrelevant),
  'upstream-keepalive-requests': key(text, irrelevant),
  'ssl-ecdh-curve': key(
    text,
    lost('the curves of TLS', 'tuning', 'set them with a policy of the new gateway', /^(auto)?$/),
  ),
  'ssl-dh-param': key(
    text,
    lost('the parameters of Diffie-Hellman', 'tuning', 'nothing: the new gateway does not use it'),
  ),
  'ssl-session-cache': key(text, irrelevant),
  'ssl-session-cache-size': key(text, irrelevant),
  'ssl-session-tickets': key(text, irrelevant),
  'ssl-session-ticket-key': key(text, irrelevant),
  'ssl-session-timeout': key(text, irrelevant),
  'ssl-buffer-size': key(text, irrelevant),
  'ssl-early-data': key(text, irrelevant),
  'enable-ocsp': key(
    text,
    lost('the answers of OCSP beside certificates', 'tuning', 'nothing: clients do without them', off),
  ),
  'server-tokens': key(text, irrelevant),
  'allow-backend-server-header': key(text, irrelevant),
  'strict-validate-path-type': key(text, irrelevant),
  'proxy-protocol-header-timeout': key(text, irrelevant),
  'grpc-buffer-size-kb': key(text, irrelevant),
  'proxy-stream-timeout': key(text, irrelevant),
  'proxy-stream-next-upstream': key(text, irrelevant),
  'proxy-stream-next-upstream-timeout': key(text, irrelevant),
  'proxy-stream-next-upstream-tries': key(text, irrelevant),
  'proxy-stream-responses': key(text, irrelevant),
} as const satisfies Readonly<Record<string, ConfigKey>>;

/** The name of a key that is known. */
export type ConfigKeyName = keyof typeof configKeys;

/** Keys that tune nginx itself: processes, memory, where its own logs go. */
export const aboutNginx =
  /^(worker-|bind-address|disable-ipv6|log-format-|access-log-|error-log-|disable-access-log|disable-stream-access-log|enable-access-log-for-default-backend|http-access-log-path|stream-access-log-path|skip-access-log-urls|enable-syslog|syslog-|enable-multi-accept|max-worker-|map-hash-|server-name-hash-|variables-hash-|proxy-headers-hash-|reuse-port|enable-aio-write|load-geoip|use-geoip|geoip2-|gzip-|brotli-|lua-shared-dicts|plugins|debug-connections|http2-max-|main-|nginx-status-|stub-status|default-type|otel-|otlp-|datadog-|jaeger-|zipkin-|upstream-keepalive-)/;
