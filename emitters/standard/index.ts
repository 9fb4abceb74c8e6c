import * as z from 'zod';
import { type Capabilities, missing, type Structure } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';
import { opaqueAccess } from '../../src/emit/opaque-access.ts';
import { defineEmitter } from '../../src/emitter.ts';
import { accessLog } from './access-log.ts';
import { answerRewrite } from './answer-rewrite.ts';
import { anyAccess } from './any-access.ts';
import { backendTls } from './backend-tls.ts';
import { bandwidth } from './bandwidth.ts';
import { basicAuth } from './basic-auth.ts';
import { bodyLimit } from './body-limit.ts';
import { buffering } from './buffering.ts';
import { clientCertificate } from './client-certificate.ts';
import { clientIdentity } from './client-identity.ts';
import { connection } from './connection.ts';
import { connectionLimit } from './connection-limit.ts';
import { cors } from './cors.ts';
import { errorPages } from './error-pages.ts';
import { externalAuth } from './external-auth.ts';
import { forwardedHeaders } from './forwarded-headers.ts';
import { passthrough, plainStructure, redirectsFor } from './gateway-api.ts';
import { headerAccess } from './header-access.ts';
import { hostRewrite } from './host-rewrite.ts';
import { httpVersion } from './http-version.ts';
import { ipAccess } from './ip-access.ts';
import { listenerTls } from './listener-tls.ts';
import { loadBalancing } from './load-balancing.ts';
import { mirror } from './mirror.ts';
import { pathRewrite } from './path-rewrite.ts';
import { proxyProtocol } from './proxy-protocol.ts';
import { rateLimit } from './rate-limit.ts';
import { requestHeaders } from './request-headers.ts';
import { responseHeaders } from './response-headers.ts';
import { retries } from './retries.ts';
import { sessionAffinity } from './session-affinity.ts';
import { timeouts } from './timeouts.ts';
import { tracing } from './tracing.ts';
import { traitsOf } from './traits.ts';
import { waf } from './waf.ts';

const capabilitiesFor = (api: GatewayApi): Capabilities => ({
  'client-certificate': clientCertificate(api),
  'listener-tls': listenerTls(api),
  'proxy-protocol': proxyProtocol(api),
  'path-rewrite': pathRewrite(api),
  'host-rewrite': hostRewrite(api),
  'request-headers': requestHeaders(api),
  'response-headers': responseHeaders(api),
  'forwarded-headers': forwardedHeaders(api),
  'answer-rewrite': answerRewrite(api),
  cors: cors(api),
  'ip-access': ipAccess(api),
  'header-access': headerAccess(api),
  'basic-auth': basicAuth(api),
  'external-auth': externalAuth(api),
  'any-access': anyAccess(api),
  'client-identity': clientIdentity(api),
  'opaque-access': opaqueAccess,
  'rate-limit': rateLimit(api),
  'connection-limit': connectionLimit(api),
  bandwidth: bandwidth(api),
  'body-limit': bodyLimit(api),
  buffering,
  timeouts: timeouts(api),
  retries: retries(api),
  mirror: mirror(api),
  'error-pages': errorPages(api),
  waf: waf(api),
  'access-log': accessLog(api),
  tracing: tracing(api),
  'backend-tls': backendTls(api),
  'http-version': httpVersion(api),
  connection: connection(api),
  'session-affinity': sessionAffinity(api),
  'load-balancing': loadBalancing(api),
});

const structureFor = (api: GatewayApi): Structure => ({
  ...plainStructure,
  traits: traitsOf(api),
  redirect: redirectsFor(api),
  passthrough: passthrough(api),
  externalBackend: () =>
    missing(
      'a route may not lead to an ExternalName Service',
      'make a Service with an EndpointSlice for the addresses',
    ),
  ownAddress: () =>
    missing(
      'routes lead to the endpoints of a Service',
      'nothing: the gateway spreads requests over the endpoints itself',
    ),
  grpcRoutes: true,
  turnsMisdirectedAway: false,
  prefixesForCaptures: true,
});

/** The Gateway API as it stands, for every implementation of it. */
export const standard = defineEmitter({
  name: 'standard',
  title: 'Gateway API without extensions, standard channel unless more is allowed',
  options: z.object({}),
  open: (_options, api) => ({ capabilities: capabilitiesFor(api), structure: structureFor(api) }),
});
