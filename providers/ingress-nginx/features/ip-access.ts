import { defined } from '../../../src/defined.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Sourced } from '../../../src/model/origin.ts';
import type { ControllerConfig } from '../config/config.ts';
import { opaque } from '../refuse.ts';
import { feature } from '../site.ts';
import { networks } from '../values.ts';

/** `allowlist-source-range` and `denylist-source-range`, and the addresses that the controller blocks everywhere. */
export const ipAccess = feature({
  name: 'ip-access',
  summary: 'Which client addresses may reach a location.',
  reference:
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#allowlist-source-range',
  annotations: {
    'allowlist-source-range': {
      schema: networks,
      aliases: ['whitelist-source-range'],
      doc: 'Only clients in these networks are let in; all others get 403.',
      fallback: { key: 'whitelist-source-range' },
      onInvalid: 'location-denied',
      fills: ['ip-access.allow'],
    },
    'denylist-source-range': {
      schema: networks,
      doc: 'Clients in these networks get 403, even where the allow list holds them.',
      fallback: { key: 'denylist-source-range' },
      onInvalid: 'location-denied',
      fills: ['ip-access.deny'],
    },
  },
  becomes: ['ip-access', 'opaque-access'],
  wokenBy: ['block-cidrs'],
  lower(values, { config }, report) {
    const allow = values['allowlist-source-range'];
    const deny = values['denylist-source-range'];
    const blocked = config.value('block-cidrs');
    if (allow || deny) {
      if (blocked && blocked.value.length > 0) reportUnblocked(values, blocked, report);
      return { route: { 'ip-access': defined({ allow, deny, ...toldOf(config) }) } };
    }
    if (!blocked || blocked.value.length === 0) return {};
    const wrong = blocked.value.find((one) => !networks.safeParse(one).success);
    if (wrong !== undefined)
      return opaque(
        'block-cidrs',
        `block-cidrs holds ${wrong}, which is no network`,
        'mend it in the ConfigMap',
        blocked.from,
      );
    const value = blocked.value.flatMap((one) => networks.parse(one));
    return { route: { 'ip-access': defined({ deny: { value, from: blocked.from }, ...toldOf(config) }) } };
  },
});

/** nginx replaces the rules of the outermost level where a location has some of its own. */
function reportUnblocked(
  values: { readonly [N in 'allowlist-source-range' | 'denylist-source-range']?: Sourced<readonly string[]> },
  blocked: Sourced<readonly string[]>,
  report: Report,
): void {
  for (const annotation of ['allowlist-source-range', 'denylist-source-range'] as const) {
    const own = values[annotation];
    if (own) report('I2G2310', { annotation }, [...blocked.from, ...own.from]);
  }
}

/** Where nginx has the address of a client from. */
function toldOf(config: ControllerConfig) {
  const toldBy = toldByHeader(config);
  return { toldBy, proxied: toldBy ? undefined : proxied(config) };
}

/** The header that nginx takes the address from. The PROXY protocol comes before headers. */
function toldByHeader(config: ControllerConfig): Sourced<{ readonly header: string }> | undefined {
  if (config.value('use-proxy-protocol')?.value) return undefined;
  const asked = [config.value('use-forwarded-headers'), config.value('enable-real-ip')].find((one) => one?.value);
  const named = config.value('forwarded-for-header');
  return (
    asked && { value: { header: named?.value ?? 'X-Forwarded-For' }, from: [...asked.from, ...(named?.from ?? [])] }
  );
}

function proxied(config: ControllerConfig): Sourced<boolean> | undefined {
  const asked = config.value('use-proxy-protocol');
  return asked?.value ? asked : undefined;
}
