import * as z from 'zod';
import { defined } from '../../../src/defined.ts';
import { lazily } from '../../../src/lazily.ts';
import { reportInert } from '../inert.ts';
import { feature } from '../site.ts';
import { seconds } from '../values.ts';
import { speaksGrpc } from './backend-protocol.ts';
import { lasting } from './timeouts.ts';

/** `proxy-connect-timeout` and `connection-proxy-header`. */
export const connection = feature({
  name: 'connection',
  summary: 'The connection between nginx and the backend.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#custom-timeouts',
  annotations: {
    'proxy-connect-timeout': {
      schema: seconds,
      doc: 'Seconds until a connection to the backend must stand. Default: 5.',
      onInvalid: 'default',
      fills: ['connection.connectTimeout'],
      fallback: { key: 'proxy-connect-timeout', builtIn: '5' },
    },
    'connection-proxy-header': {
      schema: lazily(() => z.enum(['close', 'keep-alive'], 'expected close or keep-alive')),
      doc: 'What the Connection header says to the backend. Without it WebSockets get what they need.',
      onInvalid: 'ingress-rejected',
      fills: ['connection.header'],
    },
  },
  becomes: ['connection'],
  wokenBy: [],
  lower({ 'proxy-connect-timeout': timeout, 'connection-proxy-header': said }, { owner }, report) {
    const connectTimeout = lasting('proxy-connect-timeout', timeout, report);
    const header = speaksGrpc(owner) ? undefined : said;
    if (said && !header) reportInert({ 'connection-proxy-header': said }, 'HTTP/2 has no Connection header', report);
    return connectTimeout || header ? { backend: { connection: defined({ connectTimeout, header }) } } : {};
  },
});
