import type { Feature } from '../../../src/annotations.ts';
import type { At } from '../site.ts';
import { alias } from './alias.ts';
import { answerRewrite } from './answer-rewrite.ts';
import { backendProtocol } from './backend-protocol.ts';
import { basicAuth } from './basic-auth.ts';
import { bodyLimit } from './body-limit.ts';
import { buffering } from './buffering.ts';
import { canary } from './canary.ts';
import { clientCertificate } from './client-certificate.ts';
import { configInDoubt } from './config-in-doubt.ts';
import { connection } from './connection.ts';
import { cors } from './cors.ts';
import { customHeaders } from './custom-headers.ts';
import { errorPages } from './error-pages.ts';
import { externalAuth } from './external-auth.ts';
import { fastcgi } from './fastcgi.ts';
import { headerAccess } from './header-access.ts';
import { httpVersion } from './http-version.ts';
import { ipAccess } from './ip-access.ts';
import { listenerTls } from './listener-tls.ts';
import { loadBalancing } from './load-balancing.ts';
import { mirror } from './mirror.ts';
import { observability } from './observability.ts';
import { obsolete } from './obsolete.ts';
import { proxySsl } from './proxy-ssl.ts';
import { rateLimit } from './rate-limit.ts';
import { redirect } from './redirect.ts';
import { redirectForm } from './redirect-form.ts';
import { retries } from './retries.ts';
import { rewrite } from './rewrite.ts';
import { satisfy } from './satisfy.ts';
import { sessionAffinity } from './session-affinity.ts';
import { snippets } from './snippets.ts';
import { sslPassthrough } from './ssl-passthrough.ts';
import { timeouts } from './timeouts.ts';
import { upstreamHeaders } from './upstream-headers.ts';
import { waf } from './waf.ts';

/** In the order of the generated reference. No two may own the same annotation. */
export const features: readonly Feature<At>[] = [
  rewrite,
  redirect,
  redirectForm,
  alias,
  backendProtocol,
  httpVersion,
  proxySsl,
  sslPassthrough,
  listenerTls,
  canary,
  ipAccess,
  headerAccess,
  configInDoubt,
  basicAuth,
  externalAuth,
  satisfy,
  clientCertificate,
  rateLimit,
  bodyLimit,
  connection,
  timeouts,
  retries,
  buffering,
  cors,
  upstreamHeaders,
  customHeaders,
  answerRewrite,
  mirror,
  sessionAffinity,
  loadBalancing,
  errorPages,
  fastcgi,
  waf,
  snippets,
  observability,
  obsolete,
  // Each one's own values go to its own functions, by `valuesOf`; the list no longer tells which are whose.
] as unknown as readonly Feature<At>[];
