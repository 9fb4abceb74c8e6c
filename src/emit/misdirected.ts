import type { Report } from '../diagnostics/diagnostic.ts';
import type { Dialect } from '../emitter.ts';
import { keepsSomebodyOut } from '../model/guards.ts';
import type { VirtualHost } from '../model/routing.ts';
import { covers, wider } from './closing.ts';
import type { EmitSettings } from './settings.ts';

/**
 * Tells of hosts that a request may miss. nginx looks for the host that a request names, whatever name its connection was
 * opened for; a gateway has chosen a listener by then. Browsers send requests for a host over a connection for another one
 * where a certificate is good for both.
 */
export function tellOfMisdirected(
  hosts: readonly VirtualHost[],
  { name, structure }: Dialect,
  { topology, existingGateway }: EmitSettings,
  report: Report,
): void {
  if (structure.turnsMisdirectedAway) return;
  const overTls = hosts.filter(({ certificate, passthrough }) => certificate && !passthrough);
  const widerThan = wider(overTls, topology);
  for (const host of overTls) {
    // Hosts of different classes have Gateways of their own, but on one that is there already.
    const first = widerThan(host).find(({ gateway }) => existingGateway || gateway.name === host.gateway.name);
    if (first === undefined) continue;
    const wide = first.hostnames.find((one) => host.hostnames.some((name) => covers([one], name))) || 'any host';
    const isGuarded = host.routes.some((route) => route.schemes.includes('https') && keepsSomebodyOut(route));
    const differs = `whether a request over a TLS connection that was opened for another name reaches this host, or the routes of ${wide}, is up to the implementation of the Gateway API${
      isGuarded
        ? '; where it reaches those, the access control of this host keeps nobody out, so try it with yours'
        : ''
    }`;
    report('I2G3004', { emitter: name, differs }, host.from, isGuarded ? 'security' : 'tuning');
  }
}
