import { byItself, type Capabilities, missing, renders } from '../../src/emit/capabilities.ts';
import { backend } from './policy.ts';
import type { Target } from './release.ts';

/** gRPC needs HTTP/2 from the first byte. Everything else is spoken to with HTTP/1.1 anyway. */
export const httpVersion = (_target: Target): Capabilities['http-version'] =>
  renders('http-version', { version: 'rendered' }, ({ version }) => {
    switch (version.value) {
      case '1.1':
        return byItself;
      case '1.0':
        return missing('backends are spoken to with HTTP/1.1', 'see that the backend understands HTTP/1.1');
      case 'grpc':
        return [backend('backend-http-version', { http: { version: 'HTTP2' } })];
    }
  });
