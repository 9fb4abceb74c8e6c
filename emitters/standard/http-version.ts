import { missing, renders } from '../../src/emit/capabilities.ts';

/** A GRPCRoute speaks HTTP/2 to its backends; an HTTPRoute speaks what the Service says. */
export const httpVersion = renders('http-version', { version: 'rendered' }, ({ version }, { kind }) => {
  switch (version.value) {
    case 'grpc':
      if (kind === 'GRPCRoute') return { fragments: [], differences: [] };
      return missing('HTTPRoute has no field for it; set appProtocol: kubernetes.io/h2c on the port of the Service');
  }
});
