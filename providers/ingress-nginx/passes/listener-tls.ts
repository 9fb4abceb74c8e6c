import type { Values } from '../../../src/annotations.ts';
import { defined } from '../../../src/defined.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Sourced } from '../../../src/model/origin.ts';
import type { ControllerConfig } from '../config/config.ts';
import { listenerTls as feature } from '../features/listener-tls.ts';
import { reportInert } from '../inert.ts';
import { type Server, saidByIngress } from '../site.ts';

/** TLS with clients, beside certificates: the first Ingress of the host that says something, or else the controller's ConfigMap. */
export function listenerTls(server: Server, config: ControllerConfig, report: Report): Server {
  const ciphers = saidFirst('ssl-ciphers', server);
  const serverOrder = saidFirst('ssl-prefer-server-ciphers', server);
  if (!isServedOverTls(server)) {
    const because = 'the host has no certificate, and is served over plain HTTP only';
    reportInert({ 'ssl-ciphers': ciphers, 'ssl-prefer-server-ciphers': serverOrder }, because, report);
    return server;
  }
  const policy = defined({
    ciphers: ciphers ?? config.text('ssl-ciphers'),
    serverOrder,
    versions: versionsOf(config),
  });
  return Object.keys(policy).length === 0
    ? server
    : { ...server, policies: { ...server.policies, 'listener-tls': policy } };
}

/** A value from the ConfigMap stands on every Ingress, and an annotation of a later one goes before it. */
function saidFirst<N extends keyof Settings>(name: N, { ingresses }: Server): Settings[N] | undefined {
  for (const one of ingresses) {
    const value = one.valuesOf(feature)[name];
    if (value && saidByIngress(value)) return value;
  }
  return undefined;
}

type Settings = Values<(typeof feature)['annotations']>;

const isServedOverTls = ({ tls, aliases, www, passthrough }: Server): boolean =>
  (tls.certificate !== undefined && passthrough === undefined) ||
  aliases.some(({ certificate }) => certificate) ||
  www?.value.certificate !== undefined;

/** Nothing where they are what the controller and gateways take anyway. */
function versionsOf(config: ControllerConfig): Sourced<readonly string[]> | undefined {
  const said = config.value('ssl-protocols');
  if (!said) return undefined;
  const versions = [...new Set(said.value.split(/\s+/).filter((version) => version !== ''))].sort();
  return versions.join(' ') !== 'TLSv1.2 TLSv1.3' ? { value: versions, from: said.from } : undefined;
}
