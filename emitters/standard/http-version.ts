import { byItself, type Capabilities, missing, renders } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';

/** A GRPCRoute speaks HTTP/2 to its backends; an HTTPRoute speaks what the Service says. */
export const httpVersion = (_api: GatewayApi): Capabilities['http-version'] =>
  renders('http-version', { version: 'rendered' }, ({ version }, { kind }) => {
    switch (version.value) {
      case '1.1':
        return byItself;
      case '1.0':
        return missing('gateways speak HTTP/1.1 to backends', 'see that the backend understands HTTP/1.1');
      case 'grpc':
        if (kind === 'GRPCRoute') return byItself;
        return missing(
          'HTTPRoute has no field for it',
          'set appProtocol: kubernetes.io/h2c on the port of the Service',
        );
    }
  });
