import type { Feature } from '../../../src/annotations.ts';
import type { At } from '../site.ts';
import { alias } from './alias.ts';
import { backendProtocol } from './backend-protocol.ts';
import { canary } from './canary.ts';
import { ipAccess } from './ip-access.ts';
import { proxySsl } from './proxy-ssl.ts';
import { redirect } from './redirect.ts';
import { rewrite } from './rewrite.ts';
import { sslPassthrough } from './ssl-passthrough.ts';
import { unconvertedAccess } from './unconverted-access.ts';

/** In the order of the generated reference. No two may own the same annotation. */
export const features: readonly Feature<At>[] = [
  rewrite,
  redirect,
  alias,
  backendProtocol,
  proxySsl,
  sslPassthrough,
  canary,
  ipAccess,
  unconvertedAccess,
  // Each one's own values go to its own functions, by `valuesOf`; the list no longer tells which are whose.
] as unknown as readonly Feature<At>[];
