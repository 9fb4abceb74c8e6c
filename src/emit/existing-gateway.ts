import type { Report } from '../diagnostics/diagnostic.ts';
import { groupBy } from '../group.ts';
import type { Missing } from './capabilities.ts';
import type { Fragment } from './fragment.ts';
import { schemesOf } from './listeners.ts';
import { gatewayHome, routeNamespaces, type Server } from './servers.ts';
import type { EmitSettings } from './settings.ts';

/** Says what a Gateway that is not printed has to have, so that the routes come to life on it. */
export function tellOfExisting(servers: readonly Server[], settings: EmitSettings, report: Report): void {
  for (const [namespace, group] of groupBy(servers, (server) => gatewayHome(server, settings))) {
    const gateway = `${namespace}/${settings.gatewayName}`;
    const fromAll = (some: readonly Server[]) => some.flatMap(({ host }) => host.from);
    const classes = [...new Set(group.map(({ host }) => host.gateway.name))].sort();
    if (classes.length > 1) report('I2G3019', { gateway, classes }, fromAll(group));
    for (const server of group.filter(({ owner }) => owner === 'Gateway')) {
      report('I2G3017', { gateway, ...needsOf(server, settings) }, server.host.from);
      for (const { name: annotation, value } of server.host.carried.gateway)
        report('I2G3027', { annotation, value: value.value, gateway }, value.from);
    }
    const inSets = group.filter(({ owner }) => owner === 'ListenerSet');
    const namespaces = [...new Set(inSets.map(({ home }) => home))].sort();
    if (inSets.length > 0) report('I2G3018', { gateway, namespaces }, fromAll(inSets));
  }
}

function needsOf(server: Server, { httpPort, httpsPort }: EmitSettings) {
  const { host, home } = server;
  const secret = host.certificate?.value;
  const listeners = schemesOf(host).map((scheme) => {
    if (scheme === 'http') return `HTTP on port ${httpPort}`;
    if (scheme === 'passthrough') return `TLS that is passed through on port ${httpsPort}`;
    const grant = secret?.namespace === home ? '' : ', for which its namespace has to give leave (ReferenceGrant)';
    return `HTTPS on port ${httpsPort} with Secret ${secret?.namespace}/${secret?.name}${grant}`;
  });
  const namespaces = routeNamespaces(server).filter((one) => one !== home);
  return { hosts: host.hostnames.map((name) => name || 'any host'), listeners, namespaces };
}

/** A setting of the whole Gateway would change what is not ours. */
export function leftAlone(fragments: readonly Fragment[], { existingGateway }: EmitSettings): Missing | undefined {
  if (!existingGateway) return undefined;
  const sets = fragments.find(
    (one) =>
      one.into === 'collected' || (one.into === 'gateway' && (one.spec !== undefined || one.policy !== undefined)),
  );
  if (!sets) return undefined;
  return {
    because: 'it is set for a whole Gateway, and --existing-gateway leaves the one that is there as it is',
    instead: 'set it on the Gateway by hand, or have a Gateway of its own printed',
  };
}
