import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Origins, Sourced } from '../../../src/model/origin.ts';
import type { SecretRef } from '../../../src/model/policies/index.ts';
import type { Ingress, IngressTls } from '../../ingress/ingress.ts';
import { specTls } from '../../ingress/paths.ts';
import { rewrite } from '../features/rewrite.ts';
import { type NginxIngress, nameOf, type SecretFacts, type SecretLookup, type Server } from '../site.ts';

/** The Secret that a user has to make where ingress-nginx served its default certificate. */
const placeholder = 'default-ssl-certificate';

/** What certificates depend on beside the Ingresses. */
export interface CertificateSettings {
  readonly secret: SecretLookup;
  /** The controller's `--default-ssl-certificate`. */
  readonly fallback: SecretRef | undefined;
  readonly report: Report;
}

/**
 * Chooses the certificate of each server, and tells which of them redirect to HTTPS. A host has TLS when some Ingress
 * with a rule for it has any `spec.tls`, whether or not that names the host; its wildcard's certificate counts as well.
 */
export function certificates(servers: readonly Server[], settings: CertificateSettings): readonly Server[] {
  const withTls = new Map<string, NginxIngress>();
  for (const { host, ingresses } of servers) {
    const by = ingresses.find(({ ingress }) => ingress.tls.length > 0);
    if (by) withTls.set(host, by);
  }
  return servers.map((server) => {
    const { host } = server;
    // SNI falls back to the wildcard's certificate; the TLS of rules without a host is never looked at.
    const source = withTls.has(host) ? host : wildcardOf(host);
    const by = withTls.get(source);
    reportUnused(server, withTls.get(host)?.ingress, settings.report);
    const redirects: Origins | undefined = host === '' || !by ? undefined : [by.ingress.manifest.originOf(specTls)];
    // Whoever takes the connection apart needs the certificate, and that is the backend here.
    const certificate = server.passthrough
      ? undefined
      : by
        ? certificateOf(source, by, settings)
        : defaultCertificate(server, settings);
    return { ...server, tls: { redirects, certificate } };
  });
}

/** Of several Ingresses with certificates for a host the first one counts. */
function reportUnused({ host, ingresses }: Server, first: Ingress | undefined, report: Report): void {
  if (ingresses.length < 2) return;
  for (const by of ingresses) {
    if (by.ingress === first) continue;
    for (const { hosts, secretName, from } of by.ingress.tls) {
      if (secretName === '' || !hosts.includes(host)) continue;
      const same = first?.namespace === by.ingress.namespace && first.tls.some((one) => one.secretName === secretName);
      if (!same) report('I2G2134', { host, ingress: nameOf(by) }, from);
    }
  }
}

/** The certificate by which the other names of a server are served, if one of its Ingress's covers them. */
export function certificateForName(
  name: string,
  { ingresses }: Server,
  { secret, fallback }: Pick<CertificateSettings, 'secret' | 'fallback'>,
): Sourced<SecretRef> | undefined {
  const by = ingresses.find(({ ingress }) => ingress.tls.length > 0);
  const entry = by?.ingress.tls.find(
    (tls) => tls.secretName !== '' && covers(tls, name, secret(secretOf(by, tls))) === true,
  );
  if (by && entry) return { value: secretOf(by, entry), from: entry.from };
  return fallback && by ? { value: fallback, from: [by.ingress.manifest.originOf(specTls)] } : undefined;
}

/** `*.x` for `a.x`. */
export const wildcardOf = (host: string): string => host.replace(/^[^.]*/, '*');

function certificateOf(host: string, by: NginxIngress, settings: CertificateSettings): Sourced<SecretRef> {
  const { tls } = by.ingress;
  const { report, secret } = settings;
  const named = () => tls.filter((entry) => entry.secretName !== '');
  const factsOf = (entry: IngressTls) => secret(secretOf(by, entry));
  const found = (entry: IngressTls): Sourced<SecretRef> => ({ value: secretOf(by, entry), from: entry.from });
  const first = host === '' ? named()[0] : undefined;
  if (first) {
    report('I2G2125', { secret: first.secretName }, first.from);
    return found(first);
  }
  const listing = tls.find((entry) => entry.hosts.includes(host));
  const from: Origins = listing?.from ?? tls[0]?.from ?? [by.ingress.manifest.originOf(specTls)];
  if (listing?.secretName === '') return fallback(host, 'spec.tls names no Secret', from, settings);
  if (listing && covers(listing, host, factsOf(listing)) !== false) return found(listing);
  if (listing)
    return fallback(host, `the certificate in Secret ${listing.secretName} does not cover it`, from, settings);
  const covering = named().find((entry) => covers(entry, host, factsOf(entry)) === true);
  if (covering) return found(covering);
  const unknown = named().find((entry) => covers(entry, host, factsOf(entry)) === undefined);
  if (!unknown) return fallback(host, 'no certificate of its Ingress covers it', from, settings);
  report('I2G2114', { host, secret: unknown.secretName }, unknown.from);
  return found(unknown);
}

function fallback(host: string, problem: string, from: Origins, settings: CertificateSettings): Sourced<SecretRef> {
  if (settings.fallback) return { value: settings.fallback, from };
  settings.report('I2G2113', { host: host || 'any host', problem }, from);
  return { value: { namespace: from[0].object?.namespace ?? 'default', name: placeholder }, from };
}

/** Every server listens on 443 with the default certificate. It is needed where all clients are sent there. */
function defaultCertificate(server: Server, settings: CertificateSettings): Sourced<SecretRef> | undefined {
  const forced = server.locations
    .map(({ owner }) => owner?.valuesOf(rewrite)['force-ssl-redirect'])
    .find((value) => value?.value);
  if (forced)
    return fallback(
      server.host,
      'force-ssl-redirect sends clients to HTTPS, and there is no spec.tls',
      forced.from,
      settings,
    );
  const [by] = server.ingresses;
  const ref = settings.fallback;
  return ref && by ? { value: ref, from: [by.ingress.manifest.originOf(['metadata', 'name'])] } : undefined;
}

const secretOf = ({ ingress }: NginxIngress, { secretName }: IngressTls): SecretRef => ({
  namespace: ingress.namespace,
  name: secretName,
});

/** Whether a certificate is good for a host; `undefined` where neither its text nor `spec.tls` tells. */
function covers({ hosts }: IngressTls, host: string, facts: SecretFacts | undefined): boolean | undefined {
  if (facts?.certificate === undefined)
    return hosts.includes(host) || hosts.includes(wildcardOf(host)) ? true : undefined;
  try {
    return isFor(facts.certificate, host);
  } catch {
    return undefined;
  }
}

/** Loaded when a certificate is read, which few runs do, and not with the program. */
function isFor(pem: string, host: string): boolean {
  const { X509Certificate } = globalThis.process.getBuiltinModule('node:crypto');
  return new X509Certificate(pem).checkHost(host.replace(/^\*/, 'any')) !== undefined;
}
