import { compareText } from '../../src/compare.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import { groupBy } from '../../src/group.ts';
import type { Manifest } from '../../src/read/manifest.ts';
import type { Ingress } from '../ingress/ingress.ts';
import { ingressesIn, isIngress } from '../ingress/read.ts';
import { annotationReader } from './annotations.ts';
import { reportInertEndpointSettings } from './endpoints.ts';
import type { Inputs } from './inputs.ts';
import type { Options } from './options.ts';
import { joinCanaries } from './passes/canary.ts';
import { certificates, wildcardOf } from './passes/certificates.ts';
import { askingByHost, clientCertificates } from './passes/client-certificates.ts';
import { hostSettings, passthrough } from './passes/host-settings.ts';
import { listenerTls } from './passes/listener-tls.ts';
import { mergeServers } from './passes/merge-servers.ts';
import { names } from './passes/names.ts';
import { ownListeners } from './passes/own-listeners.ts';
import { proxyProtocol } from './passes/proxy-protocol.ts';
import { regexHosts } from './passes/regex-hosts.ts';
import { serverSnippet } from './passes/snippets.ts';
import { referenceOf } from './reference.ts';
import { select } from './select.ts';
import { type NginxIngress, nameOf, type Server, type Site } from './site.ts';

/** One site for each class, built as the controller builds its nginx configuration. */
export function sitesOf(manifests: readonly Manifest[], inputs: Inputs, settings: Options, report: Report): Site[] {
  const ingresses = ingressesIn(manifests, report);
  const selected = select(ingresses, manifests, settings, report);
  if (selected.length === 0) {
    report('I2G2104', { provider: 'ingress-nginx', seen: seen(ingresses.length, manifests) }, []);
  }
  for (const { ingress } of selected) reportEmpty(ingress, report);
  const readAnnotations = annotationReader(settings, inputs.config, report);
  const perClass = groupBy(selected, ({ className }) => className);
  return [...perClass.keys()].sort().map((className) => {
    const read: NginxIngress[] = [];
    for (const { ingress } of perClass.get(className) ?? []) {
      const one = readAnnotations(ingress);
      if (one) read.push(one);
    }
    return siteOf(className, oldestFirst(read), inputs, settings, report);
  });
}

function reportEmpty({ manifest, fullName, rules, defaultBackend }: Ingress, report: Report): void {
  const spec = manifest.body['spec'] as Readonly<Record<string, unknown>> | undefined;
  const written = spec?.['rules'];
  // Rules that cannot be read have been reported, each at its place.
  if (rules.length > 0 || (Array.isArray(written) && written.length > 0) || defaultBackend) return;
  report('I2G2127', { ingress: fullName }, [manifest.originOf(['spec'])]);
}

/** Certificates count for the names of their Ingress's servers; a wildcard counts where it covers one. */
function reportUnservedTls(servers: readonly Server[], report: Report): void {
  // Nearly all of them name the host that they have a rule for, and no other.
  const ingresses = new Set<NginxIngress>();
  for (const { host, ingresses: own } of servers) {
    for (const one of own) if (namesOther(one, host)) ingresses.add(one);
  }
  if (ingresses.size === 0) return;
  const served = new Set<string>();
  for (const { host, aliases, www } of servers) {
    served.add(host);
    for (const alias of aliases) served.add(alias.host);
    if (www) served.add(www.value.host);
  }
  let wildcards: Set<string> | undefined;
  const isServed = (host: string): boolean => {
    if (served.has(host) || !host.startsWith('*')) return served.has(host);
    wildcards ??= new Set([...served].map(wildcardOf));
    return wildcards.has(host);
  };
  for (const { ingress } of ingresses) {
    if (ingress.rules.some((rule) => rule.host === '')) continue;
    for (const { hosts, from } of ingress.tls) {
      for (const host of hosts) if (!isServed(host)) report('I2G2128', { host }, from);
    }
  }
}

const namesOther = ({ ingress }: NginxIngress, host: string): boolean =>
  ingress.tls.some(({ hosts }) => hosts.some((name) => name !== host));

/** The passes, in the order in which they depend on each other. */
function siteOf(
  className: string,
  ingresses: readonly NginxIngress[],
  inputs: Inputs,
  settings: Options,
  report: Report,
): Site {
  const { secret } = inputs;
  const about = { secret, fallback: referenceOf(settings.defaultSslCertificate), report };
  const { merged, upstreams } = mergeServers(ingresses, report);
  const joined = joinCanaries(ingresses, merged, upstreams, report);
  const upstreamsOf = (one: NginxIngress) => one.paths.flatMap(({ upstream }) => upstreams.get(upstream) ?? []);
  reportInertEndpointSettings(joined, ingresses, upstreamsOf, report);
  const certified = certificates(
    joined.map((one) => passthrough(regexHosts(one), settings, inputs.config, report)),
    about,
  );
  const asking = askingByHost(ingresses);
  const servers = ownListeners(names(certified, about), report).map((server) => {
    const settled = proxyProtocol(hostSettings(server, secret), inputs.config);
    const asked = clientCertificates(settled, asking.get(server.host) ?? [], secret, report);
    return serverSnippet(listenerTls(asked, inputs.config, report), report);
  });
  reportUnservedTls(servers, report);
  return { className, servers };
}

/**
 * Oldest first. Of the same second, the last in the alphabet, as the controller compares. Where nobody knows the age: a
 * canary is younger than what it is the canary of, and the first in the alphabet is older.
 */
function oldestFirst(ingresses: NginxIngress[]): NginxIngress[] {
  return ingresses.sort((a, b) => {
    const { created } = a.ingress;
    if (created !== b.ingress.created) return compareText(created, b.ingress.created);
    if (created !== '') return compareText(nameOf(b), nameOf(a));
    return Number(a.isCanary) - Number(b.isCanary) || compareText(nameOf(a), nameOf(b));
  });
}

function seen(readable: number, manifests: readonly Manifest[]): string {
  if (manifests.length === 0) return 'no Kubernetes objects were read';
  if (readable === 1) return 'the one Ingress does not belong to it';
  if (readable > 1) return `none of the ${readable} Ingresses belongs to it`;
  if (manifests.some(isIngress)) return 'no Ingress can be read';
  const kinds = [
    ...new Set(
      manifests.map(({ ref, apiVersion }) => (ref.kind === 'Ingress' ? `Ingress of ${apiVersion}` : ref.kind)),
    ),
  ].sort();
  return `the inputs hold no Ingress, only ${kinds.slice(0, 8).join(', ')}${kinds.length > 8 ? ' and others' : ''}`;
}
