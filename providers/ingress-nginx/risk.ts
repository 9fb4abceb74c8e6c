import type { OwnAnnotations } from '../../src/annotations.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { ControllerConfig } from './config/config.ts';
import { parseSnippet } from './snippet.ts';
import { keepsOut } from './snippets/directives.ts';

/** How much an annotation lets whoever writes Ingresses do to nginx. */
const levels = ['Low', 'Medium', 'High', 'Critical'] as const;
type Level = (typeof levels)[number];

/** Raw nginx configuration. */
const critical = ['configuration-snippet', 'server-snippet', 'stream-snippet', 'auth-snippet', 'modsecurity-snippet'];

/** The annotations of each level; all others are low. */
const risks: Readonly<Record<Exclude<Level, 'Low'>, readonly string[]>> = {
  Critical: critical,
  High: [
    'auth-signin',
    'auth-tls-error-page',
    'auth-tls-match-cn',
    'auth-url',
    'mirror-host',
    'mirror-target',
    'modsecurity-transaction-id',
    'proxy-ssl-name',
    'server-alias',
    'upstream-hash-by',
  ],
  Medium: [
    'affinity-mode',
    'allowlist-source-range',
    'app-root',
    'auth-cache-duration',
    'auth-cache-key',
    'auth-proxy-set-headers',
    'auth-realm',
    'auth-request-redirect',
    'auth-response-headers',
    'auth-secret',
    'auth-signin-redirect-param',
    'auth-tls-secret',
    'canary-by-cookie',
    'canary-by-header',
    'canary-by-header-pattern',
    'canary-by-header-value',
    'cors-allow-headers',
    'cors-allow-methods',
    'cors-allow-origin',
    'cors-expose-headers',
    'custom-headers',
    'denylist-source-range',
    'fastcgi-index',
    'fastcgi-params-configmap',
    'force-ssl-redirect',
    'opentelemetry-operation-name',
    'permanent-redirect',
    'preserve-trailing-slash',
    'proxy-body-size',
    'proxy-cookie-domain',
    'proxy-cookie-path',
    'proxy-next-upstream',
    'proxy-redirect-from',
    'proxy-redirect-to',
    'proxy-ssl-ciphers',
    'proxy-ssl-secret',
    'rewrite-target',
    'session-cookie-domain',
    'session-cookie-expires',
    'session-cookie-max-age',
    'session-cookie-name',
    'session-cookie-path',
    'temporal-redirect',
    'x-forwarded-prefix',
  ],
};

const riskOf = new Map(
  Object.entries(risks).flatMap(([level, names]) =>
    names.map((name) => [name, levels.indexOf(level as Level)] as const),
  ),
);

/** What the controller's ConfigMap makes of an Ingress before any annotation is read. */
export interface Gate {
  readonly rejected: boolean;
  /** Names of annotations that the controller drops. */
  readonly dropped: ReadonlySet<string>;
  /** A dropped one that would have kept somebody out. */
  readonly droppedGuard?: string;
}

const open: Gate = { rejected: false, dropped: new Set() };

/** Compares the annotations of an Ingress with what the ConfigMap allows, as far as it says. */
export function gateOf({ manifest, texts, originOf }: OwnAnnotations, config: ControllerConfig, report: Report): Gate {
  const level = config.value('annotations-risk-level');
  const snippets = critical.filter((annotation) => texts.has(annotation));
  if (!level && snippets.length === 0) return open;
  const name = `${manifest.ref.namespace}/${manifest.ref.name}`;
  if (level) {
    // The controller compares the very words, and takes any other for the lowest level.
    const allowed = Math.max(0, levels.indexOf(level.value as Level));
    const risky = [...texts.keys()].filter((annotation) => (riskOf.get(annotation) ?? 0) > allowed).sort();
    if (risky.length > 0) {
      const needed = levels[Math.max(...risky.map((one) => riskOf.get(one) ?? 0))] ?? 'Critical';
      const known = levels.includes(level.value as Level);
      const said = known ? level.value : `${JSON.stringify(level.value)}, no level and so the lowest,`;
      const data = { ingress: name, annotations: risky, level: said, needed };
      report('I2G2380', data, [...risky.map(originOf), ...level.from]);
      return { ...open, rejected: true };
    }
  }
  if (snippets.length === 0) return open;
  const allow = config.value('allow-snippet-annotations');
  if (allow?.value === false) {
    const guards = snippets.filter((one) => keepsSomebodyOut(one, texts.get(one) ?? ''));
    for (const annotation of snippets) {
      const isGuard = guards.includes(annotation);
      const data = { annotation, guards: isGuard };
      report('I2G2381', data, [originOf(annotation), ...allow.from], isGuard ? 'security' : 'behaviour');
    }
    const [droppedGuard] = guards;
    return { rejected: false, dropped: new Set(snippets), ...(droppedGuard !== undefined && { droppedGuard }) };
  }
  const unsaid = (key: string, value: string) =>
    report('I2G2388', { ingress: name, annotations: snippets, key, value }, [
      ...snippets.map(originOf),
      ...(config.from ?? []),
    ]);
  if (config.from && !level) unsaid('annotations-risk-level', 'Critical');
  else if (config.from && !allow) unsaid('allow-snippet-annotations', '"true"');
  return open;
}

/** Two of the others stand inside guards and firewalls, which stay without them; the last is not about HTTP. */
const keepsSomebodyOut = (annotation: string, text: string): boolean =>
  (annotation === 'configuration-snippet' || annotation === 'server-snippet') && keepsOut(parseSnippet(text));
