import { type EmitSettings, type Topology, topologies } from '../emit/settings.ts';
import { Refusal } from '../refusal.ts';
import { isSubdomain } from '../subdomain.ts';
import type { ConversionFlags } from './print-flags.ts';
import { refuseNoLabel } from './refusal.ts';

/** What the flags say of Gateways. Throws a `Refusal` where they contradict each other. */
export function gatewaySettings(flags: ConversionFlags): Omit<EmitSettings, 'onSecurityLoss'> {
  const { gatewayName, gatewayNamespace, gatewayClassName, existingGateway = false, httpPort, httpsPort } = flags;
  refuseNoLabel('gateway-name', gatewayName);
  refuseNoLabel('gateway-namespace', gatewayNamespace);
  if (gatewayClassName !== undefined && !isSubdomain(gatewayClassName))
    throw new Refusal(`--gateway-class-name ${gatewayClassName || '""'}: expected lower-case letters, digits, - and .`);
  if (httpPort === httpsPort) throw new Refusal('--http-port and --https-port are the same');
  if (existingGateway && gatewayName === undefined)
    throw new Refusal('--existing-gateway: say which one it is with --gateway-name');
  if (existingGateway && gatewayClassName !== undefined)
    throw new Refusal('--gateway-class-name has no effect with --existing-gateway, which prints no Gateway');
  return {
    topology: topologyOf(flags),
    gatewayNamespace: gatewayNamespace ?? '',
    existingGateway,
    httpPort,
    httpsPort,
    ...(gatewayName !== undefined && { gatewayName }),
    ...(gatewayClassName !== undefined && { gatewayClassName }),
  };
}

/** A namespace for Gateways means that there is one for all. */
function topologyOf({ gatewayTopology, gatewayNamespace }: ConversionFlags): Topology {
  const topology = gatewayTopology ?? (gatewayNamespace === undefined ? 'per-namespace' : 'shared');
  if (topology === 'per-namespace') {
    if (gatewayNamespace === undefined) return topology;
    const others = topologies.filter((one) => one !== topology).join(' or ');
    throw new Refusal(`--gateway-namespace is for --gateway-topology ${others}: per-namespace has a Gateway in each`);
  }
  if (gatewayNamespace === undefined)
    throw new Refusal(`--gateway-topology ${topology}: say where the Gateway lives with --gateway-namespace`);
  return topology;
}
