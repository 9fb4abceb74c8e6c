import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Origins } from '../../src/model/origin.ts';
import type { BackendTarget } from '../../src/model/routing.ts';
import { portText } from '../ingress/ingress.ts';
import { loadBalancing } from './features/load-balancing.ts';
import { reportInertSettings } from './inert.ts';
import type { Inputs } from './inputs.ts';
import type { Upstream } from './site.ts';

/** Where an upstream's requests go, or why nginx answers 503. */
type Resolved = BackendTarget | { readonly problem: string };

/**
 * Finds the Service port that an Ingress means: the controller compares the text of the reference with each port's
 * number, target port and name. Without the Service among the inputs a number is taken at its word.
 */
export function resolve(upstream: Upstream, from: Origins, inputs: Inputs, report: Report): Resolved {
  const found = endpoints(upstream, from, inputs, report);
  if ('problem' in found) return found;
  const ownAddress = ownAddressOf(upstream, inputs, report);
  return found.kind === 'service' && ownAddress ? { ...found, ownAddress } : found;
}

/** `service-upstream`, where the Service has an address: the controller falls back to the endpoints where it has none. */
function ownAddressOf({ by, namespace, service }: Upstream, inputs: Inputs, report: Report) {
  const asked = by.valuesOf(loadBalancing)['service-upstream'];
  if (!asked?.value) return undefined;
  const facts = inputs.service(namespace, service);
  if (!facts?.headless && facts?.externalName === undefined) return asked;
  reportInertSettings([asked], `Service ${service} has no address of its own`, report);
  return undefined;
}

function endpoints(
  { namespace, service: name, port }: Upstream,
  from: Origins,
  inputs: Inputs,
  report: Report,
): Resolved {
  const service = inputs.service(namespace, name);
  const text = portText(port);
  if (service === undefined) {
    if (typeof port === 'number') return target(namespace, name, port);
    report('I2G2110', { service: name, port: text, problem: 'the Service is not among the inputs' }, from);
    return { problem: `port ${text} of Service ${name} is not known` };
  }
  const found = service.ports.find((p) => [String(p.number), p.targetPort, p.name].includes(text));
  if (service.externalName !== undefined) {
    const number = typeof port === 'number' ? port : found?.number;
    if (loopback.test(service.externalName)) {
      report(
        'I2G2111',
        { service: name, problem: `its name ${service.externalName} is that of the proxy itself` },
        from,
      );
      return { problem: `Service ${name} leads to the proxy itself` };
    }
    if (number === undefined) {
      report('I2G2111', { service: name, problem: `it is an ExternalName without a port ${text}` }, from);
      return { problem: `Service ${name} has no port ${text}` };
    }
    return { kind: 'external', namespace, name, host: service.externalName, port: number };
  }
  if (found !== undefined) return target(namespace, name, found.number);
  const known = service.ports.map((p) => (p.name ? `${p.name} (${p.number})` : String(p.number))).join(', ') || 'none';
  report(
    'I2G2111',
    { service: name, problem: `it has no port ${text || 'that the Ingress names'} (it has ${known})` },
    from,
  );
  return { problem: `Service ${name} has no port ${text}` };
}

/** Names and addresses of the proxy itself. */
export const loopback = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|::1)\.?$/i;

const target = (namespace: string, name: string, port: number): Resolved => ({
  kind: 'service',
  namespace,
  name,
  port,
});
