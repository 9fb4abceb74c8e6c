import { noValues, type Values } from '../../../src/annotations.ts';
import { defined } from '../../../src/defined.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import { groupBy } from '../../../src/group.ts';
import type { Origins, Sourced } from '../../../src/model/origin.ts';
import type { ClientCertificate, SecretRef } from '../../../src/model/policies/index.ts';
import { clientCertificate } from '../features/client-certificate.ts';
import { reportInert } from '../inert.ts';
import { referenceOf } from '../reference.ts';
import { type NginxIngress, nameOf, type SecretFacts, type SecretLookup, type Server } from '../site.ts';

type Settings = Values<(typeof clientCertificate)['annotations']>;

/** What an Ingress of the host asks for, and what is known of its Secret. */
interface Asking {
  readonly by: NginxIngress;
  readonly settings: Settings;
  readonly named: Sourced<string>;
  readonly ref?: SecretRef;
  readonly facts: SecretFacts | undefined;
}

/**
 * `auth-tls-*`, which hold for the whole host: the first Ingress with an authority decides. `ingresses` are those of the
 * host: the controller asks canaries as well.
 */
export function clientCertificates(
  server: Server,
  ingresses: readonly NginxIngress[],
  secret: SecretLookup,
  report: Report,
): Server {
  if (ingresses.length === 0) return server;
  const asking = ingresses.flatMap((by) => askingOf(by, server, secret, report));
  const refused = asking.flatMap((one) => problemOf(one) ?? [])[0];
  if (refused) {
    const { named, problem } = refused;
    report('I2G2320', { host: server.host, secret: named.value, problem }, named.from);
    return { ...server, shut: { value: `nginx cannot read ${named.value}`, from: named.from } };
  }
  const chosen = asking.find(hasAuthority);
  for (const other of asking) {
    if (chosen && other !== chosen) reportOverruled(other, chosen, report);
  }
  const [first] = asking;
  if (chosen) return guarded(server, chosen, report);
  if (!first) return server;
  report('I2G2322', { host: server.host, secret: first.named.value }, first.named.from);
  return { ...server, shut: { value: `${first.named.value} has no ca.crt`, from: first.named.from } };
}

/** The Ingresses that say something about the certificates of clients, by host and in the controller's order. */
export function askingByHost(ingresses: readonly NginxIngress[]): ReadonlyMap<string, readonly NginxIngress[]> {
  const named = ingresses
    .filter((one) => one.valuesOf(clientCertificate) !== noValues)
    .flatMap((one) => {
      const { rules } = one.ingress;
      const hosts = rules.length === 0 ? [''] : rules.map(({ host }) => host);
      return [...new Set(hosts)].map((host) => ({ host, one }));
    });
  const groups = groupBy(named, ({ host }) => host);
  return new Map([...groups].map(([host, group]) => [host, group.map(({ one }) => one)]));
}

function askingOf(by: NginxIngress, server: Server, secret: SecretLookup, report: Report): Asking[] {
  const settings = by.valuesOf(clientCertificate);
  const own = settings['auth-tls-secret'];
  if (!own) {
    reportInert(settings, 'auth-tls-secret is not set', report);
    return [];
  }
  const named = { ...own, from: acrossNamespaces(server, own.from) };
  const ref = referenceOf(named.value);
  if (!ref) return [{ by, settings, named, facts: undefined }];
  return [{ by, settings, named, ref, facts: secret(ref) }];
}

/** What one Ingress says of the host concerns those in other namespaces, which are converted by themselves. */
const acrossNamespaces = ({ ingresses }: Server, from: Origins): Origins => [
  ...from,
  ...ingresses
    .filter(({ ingress }) => ingress.namespace !== from[0].object?.namespace)
    .map(({ ingress }) => ingress.manifest.originOf(['metadata', 'name'])),
];

/** Why the controller refuses the host; nothing where it does not. */
function problemOf({ by, named, ref, facts }: Asking) {
  const problem = (text: string) => ({ named, problem: text });
  if (!ref) return problem('which is not namespace/name');
  if (ref.namespace !== by.ingress.namespace) return problem(`which is not in the namespace ${by.ingress.namespace}`);
  if (facts && !['ca.crt', 'tls.crt'].some((key) => facts.keys.has(key)))
    return problem('which holds neither an authority nor a certificate');
  return undefined;
}

const hasAuthority = (one: Asking): one is Asking & { readonly ref: SecretRef } =>
  one.ref !== undefined && (one.facts === undefined || one.facts.keys.has('ca.crt'));

function reportOverruled({ settings }: Asking, chosen: Asking, report: Report): void {
  const textOf = (value: Sourced<unknown> | undefined) => JSON.stringify(value?.value);
  const others = some(settings, (name) => textOf(settings[name]) !== textOf(chosen.settings[name]));
  reportInert(others, `Ingress ${nameOf(chosen.by)} decides for the host`, report);
}

const some = (settings: Settings, chosen: (name: keyof Settings) => boolean) =>
  Object.fromEntries(
    (Object.keys(settings) as (keyof Settings)[]).filter(chosen).map((name) => [name, settings[name]]),
  );

/** What means nothing where nobody proves who he is. */
const onlyWithCertificate: readonly (keyof Settings)[] = [
  'auth-tls-verify-depth',
  'auth-tls-error-page',
  'auth-tls-pass-certificate-to-upstream',
];

function guarded(
  server: Server,
  { settings, named, ref, facts }: Asking & { readonly ref: SecretRef },
  report: Report,
): Server {
  const { host } = server;
  const pattern = settings['auth-tls-match-cn'];
  // The pattern stands in quotes, between which nginx reads backslashes before PCRE does.
  if (pattern && /["']|\\\\/.test(pattern.value.written)) {
    const { written } = pattern.value;
    report('I2G2324', { host, pattern: written }, acrossNamespaces(server, pattern.from));
    return { ...server, shut: { value: `nothing compares with ${written}`, from: pattern.from } };
  }
  const subject = pattern && { value: pattern.value.pattern, from: pattern.from };
  const mode = settings['auth-tls-verify-client'] ?? { value: 'on' as const, from: named.from };
  if (mode.value !== 'on') {
    const lost = onlyWithCertificate.flatMap((name) => settings[name]?.from ?? []);
    if (mode.value === 'off') {
      const because = 'nobody is asked for a certificate, as auth-tls-verify-client is off';
      reportInert(
        some(settings, (name) => onlyWithCertificate.includes(name)),
        because,
        report,
      );
    } else report('I2G2323', { host, mode: mode.value }, [...acrossNamespaces(server, mode.from), ...lost]);
    return { ...server, identity: defined({ subject, told: { value: 'nobody' as const, from: mode.from } }) };
  }
  const told = { value: 'verified', from: mode.from } as const;
  const identity = defined({ subject, told, certificate: settings['auth-tls-pass-certificate-to-upstream'] });
  if (server.passthrough) {
    const because = `connections to ${host} go to the backend unread`;
    report('I2G2003', { annotation: 'auth-tls-secret', because }, named.from);
  } else if (!facts) report('I2G2326', { secret: named.value }, named.from);
  const depth = settings['auth-tls-verify-depth'];
  const policy: ClientCertificate = defined({
    authority: { value: defined({ ...ref, pem: facts?.ca }), from: named.from },
    revoked: facts?.keys.has('ca.crl') ? { value: true as const, from: facts.from } : undefined,
    // The controller takes 0 for its default.
    verifyDepth: depth && { ...depth, value: depth.value || 1 },
    errorPage: settings['auth-tls-error-page'],
  });
  return { ...server, identity, policies: { ...server.policies, 'client-certificate': policy } };
}
