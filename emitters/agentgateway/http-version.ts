import { renders } from '../../src/emit/capabilities.ts';
import { backend } from './policy.ts';

/** gRPC needs HTTP/2 from the first byte. */
export const httpVersion = renders('http-version', { version: 'rendered' }, ({ version }) => {
  switch (version.value) {
    case 'grpc':
      return [backend('backend-http-version', { http: { version: 'HTTP2' } })];
  }
});
