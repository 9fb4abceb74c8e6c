import type { Stake } from '../../src/diagnostics/entry.ts';

/** What ingress-nginx 1.15 knows and no feature owns yet: said at its line, with what is lost. */
interface Unconverted {
  readonly about: string;
  readonly stake: Stake;
  /** A value that asks for what happens anyway, so that nothing is lost. */
  readonly harmless?: RegExp;
  readonly names: readonly string[];
}

const off = /^(0|f|false|FALSE|False|F)$/;

const groups: readonly Unconverted[] = [
  {
    about: 'the session affinity',
    stake: 'behaviour',
    names: [
      'affinity',
      'affinity-mode',
      'affinity-canary-behavior',
      'session-cookie-change-on-failure',
      'session-cookie-conditional-samesite-none',
      'session-cookie-domain',
      'session-cookie-expires',
      'session-cookie-max-age',
      'session-cookie-name',
      'session-cookie-path',
      'session-cookie-samesite',
      'session-cookie-secure',
    ],
  },
  {
    about: 'the web application firewall',
    stake: 'security',
    harmless: off,
    names: ['enable-modsecurity', 'enable-owasp-core-rules', 'modsecurity-snippet', 'modsecurity-transaction-id'],
  },
  {
    about: 'the rate limit',
    stake: 'behaviour',
    names: [
      'limit-allowlist',
      'limit-whitelist',
      'limit-burst-multiplier',
      'limit-connections',
      'limit-rate',
      'limit-rate-after',
      'limit-rpm',
      'limit-rps',
    ],
  },
  {
    about: 'the CORS policy',
    stake: 'behaviour',
    harmless: off,
    names: [
      'enable-cors',
      'cors-allow-credentials',
      'cors-allow-headers',
      'cors-allow-methods',
      'cors-allow-origin',
      'cors-expose-headers',
      'cors-max-age',
    ],
  },
  { about: 'the choice of who must pass', stake: 'behaviour', harmless: /^all$/, names: ['satisfy'] },
  {
    about: 'the exception from global authentication',
    stake: 'behaviour',
    harmless: /^(1|t|true|TRUE|True|T)$/,
    names: ['enable-global-auth'],
  },
  {
    about: 'the time-out',
    stake: 'behaviour',
    names: ['proxy-connect-timeout', 'proxy-read-timeout', 'proxy-send-timeout'],
  },
  {
    about: 'the retry policy',
    stake: 'behaviour',
    names: ['proxy-next-upstream', 'proxy-next-upstream-timeout', 'proxy-next-upstream-tries'],
  },
  { about: 'the limit on the size of bodies', stake: 'behaviour', names: ['proxy-body-size'] },
  {
    about: 'the buffer setting',
    stake: 'tuning',
    names: [
      'client-body-buffer-size',
      'proxy-buffer-size',
      'proxy-buffering',
      'proxy-buffers-number',
      'proxy-busy-buffers-size',
      'proxy-max-temp-file-size',
      'proxy-request-buffering',
    ],
  },
  { about: 'the HTTP version to the backend', stake: 'tuning', harmless: /^1\.1$/, names: ['proxy-http-version'] },
  {
    about: 'the rewriting of answers',
    stake: 'behaviour',
    harmless: /^off$/,
    names: ['proxy-cookie-domain', 'proxy-cookie-path', 'proxy-redirect-from', 'proxy-redirect-to'],
  },
  {
    about: 'the request header',
    stake: 'behaviour',
    names: ['connection-proxy-header', 'upstream-vhost', 'x-forwarded-prefix'],
  },
  { about: 'the response headers', stake: 'behaviour', names: ['custom-headers'] },
  {
    about: 'the error pages',
    stake: 'behaviour',
    names: ['custom-http-errors', 'default-backend', 'disable-proxy-intercept-errors'],
  },
  { about: 'the mirror', stake: 'behaviour', names: ['mirror-host', 'mirror-request-body', 'mirror-target'] },
  {
    about: 'the load balancing',
    stake: 'tuning',
    names: [
      'load-balance',
      'service-upstream',
      'upstream-hash-by',
      'upstream-hash-by-subset',
      'upstream-hash-by-subset-size',
    ],
  },
  {
    about: 'the form of redirects',
    stake: 'tuning',
    harmless: off,
    names: ['relative-redirects', 'use-port-in-redirects'],
  },
  { about: 'the TLS setting of the listener', stake: 'behaviour', names: ['ssl-ciphers', 'ssl-prefer-server-ciphers'] },
  { about: 'the FastCGI setting', stake: 'behaviour', names: ['fastcgi-index', 'fastcgi-params-configmap'] },
  { about: 'the nginx configuration in it', stake: 'behaviour', names: ['stream-snippet'] },
  {
    about: 'the logging or tracing',
    stake: 'tuning',
    names: [
      'enable-access-log',
      'enable-rewrite-log',
      'enable-opentelemetry',
      'opentelemetry-operation-name',
      'opentelemetry-trust-incoming-span',
    ],
  },
  { about: 'nothing', stake: 'tuning', harmless: /./s, names: ['http2-push-preload'] },
];

/** Annotations of the controller that no feature owns yet, by name without the prefix. */
export const unconverted: ReadonlyMap<string, Unconverted> = new Map(
  groups.flatMap((group) => group.names.map((name) => [name, group] as const)),
);

/** What older releases knew. The controller of today passes over them. */
export const removed: ReadonlySet<string> = new Set([
  'secure-backends',
  'grpc-backend',
  'add-base-url',
  'base-url-scheme',
  'session-cookie-hash',
  'secure-verify-ca-secret',
  'enable-influxdb',
  'influxdb-measurement',
  'influxdb-port',
  'influxdb-host',
  'influxdb-server-name',
  'lua-resty-waf',
  'proxy-pass-params',
  'enable-opentracing',
  'opentracing-trust-incoming-span',
  'opentracing-operation-name',
  'global-rate-limit',
  'global-rate-limit-window',
  'global-rate-limit-key',
  'global-rate-limit-ignored-cidrs',
]);
