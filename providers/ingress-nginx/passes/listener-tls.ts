import { defined } from '../../../src/defined.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Sourced } from '../../../src/model/origin.ts';
import type { ControllerConfig } from '../config/config.ts';
import { listenerTls as feature } from '../features/listener-tls.ts';
import { reportInert } from '../inert.ts';
import { type Server, saidByIngress } from '../site.ts';

/** TLS with clients, beside certificates: the first Ingress of the host that says something, or else the controller's ConfigMap. */
export function listenerTls(server: Server, config: ControllerConfig, report: Report): Server {
  const said = server.ingresses.map((one) => one.valuesOf(feature));
  // A value from the ConfigMap stands on every Ingress, and an annotation of a later one goes before it.
  const own = <T>(values: readonly (Sourced<T> | undefined)[]) => values.find((value) => value && saidByIngress(value));
  const ciphers = own(said.map((values) => values['ssl-ciphers']));
  const serverOrder = own(said.map((values) => values['ssl-prefer-server-ciphers']));
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

const isServedOverTls = ({ tls, aliases, www, passthrough }: Server): boolean =>
  (tls.certificate !== undefined && passthrough === undefined) ||
  aliases.some(({ certificate }) => certificate) ||
  www?.value.certificate !== undefined;

/** Nothing where they are what the controller and gateways take anyway. */
function versionsOf(config: ControllerConfig): Sourced<readonly string[]> | undefined {
  const said = config.value('ssl-protocols');
  const versions = [...new Set(said?.value.split(/\s+/).filter((version) => version !== ''))].sort();
  return said && versions.join(' ') !== 'TLSv1.2 TLSv1.3' ? { value: versions, from: said.from } : undefined;
}
