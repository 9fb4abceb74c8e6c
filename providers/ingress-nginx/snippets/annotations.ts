import * as z from 'zod';
import type { AnnotationSpec } from '../../../src/annotations.ts';
import { lazily } from '../../../src/lazily.ts';
import { parseSnippet, type Snippet } from '../snippet.ts';
import { keepsOut } from './directives.ts';

const snippet = lazily(() => z.string().transform(parseSnippet));

const guards = (value: Snippet): boolean => keepsOut(value);

/** The controller looks into none of them: nginx alone can refuse one, and loads nothing any more when it does. */
export const snippetAnnotations = {
  'configuration-snippet': {
    schema: snippet,
    doc: 'nginx configuration for the paths of the Ingress. Headers, redirects, rewrites of the path, fixed answers and rules on addresses are converted, statement by statement; what only tunes nginx is said; what may keep somebody out and is not understood makes the paths answer with an error.',
    onInvalid: 'default',
    guards,
    fills: [
      'response-headers.set',
      'response-headers.add',
      'response-headers.remove',
      'request-headers.set',
      'request-headers.remove',
      'host-rewrite.to',
      'path-rewrite.to',
      'ip-access.allow',
      'ip-access.deny',
      'header-access.deny',
      'route.redirect',
      'opaque-access.said',
    ],
  },
  'server-snippet': {
    schema: snippet,
    doc: 'The same for all paths of a host, whichever Ingress they are from, and locations that only answer, such as `location /metrics { deny all; }`. The first Ingress of the host that has one decides.',
    onInvalid: 'default',
    guards,
    fills: [
      'response-headers.set',
      'response-headers.add',
      'response-headers.remove',
      'ip-access.allow',
      'ip-access.deny',
      'header-access.deny',
      'route.redirect',
      'opaque-access.said',
    ],
  },
  'stream-snippet': {
    schema: snippet,
    doc: 'nginx configuration for TCP and UDP beside all hosts.',
    onInvalid: 'default',
    fills: {
      impossible: 'it configures an nginx that is gone, for TCP and UDP and not for HTTP',
      instead: 'write TCPRoutes or UDPRoutes for what it proxies',
    },
  },
} as const satisfies Readonly<Record<string, AnnotationSpec<typeof snippet>>>;
