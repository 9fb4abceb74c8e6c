import * as z from 'zod';
import { lazily } from '../../../src/lazily.ts';
import { reportInert } from '../inert.ts';
import { feature } from '../site.ts';
import { speaksGrpc } from './backend-protocol.ts';

/** `proxy-http-version`. */
export const httpVersion = feature({
  name: 'http-version',
  summary: 'The HTTP version that a backend is spoken to with.',
  reference:
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#proxy-http-version',
  annotations: {
    'proxy-http-version': {
      schema: lazily(() => z.enum(['1.0', '1.1'], 'expected 1.0 or 1.1')),
      doc: '1.0 or 1.1. Default: 1.1.',
      onInvalid: 'default',
      fills: ['http-version.version', { except: 'backends are spoken to with HTTP/1.1, and never with 1.0' }],
      fallback: { key: 'proxy-http-version' },
    },
  },
  becomes: ['http-version'],
  wokenBy: [],
  lower({ 'proxy-http-version': version }, { owner }, report) {
    if (!version) return {};
    if (!speaksGrpc(owner)) return { backend: { 'http-version': { version } } };
    reportInert({ 'proxy-http-version': version }, 'gRPC is spoken over HTTP/2', report);
    return {};
  },
});
