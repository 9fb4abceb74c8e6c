import * as z from 'zod';
import type { Capabilities, Structure } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';
import { opaqueAccess } from '../../src/emit/opaque-access.ts';
import { defineEmitter } from '../../src/emitter.ts';
import { atLeast, parseRelease, releaseText } from '../../src/release.ts';
import { passthrough, plainStructure } from '../standard/gateway-api.ts';
import { accessLog } from './access-log.ts';
import { answerRewrite } from './answer-rewrite.ts';
import { anyAccess } from './any-access.ts';
import { finishPolicy } from './authorization.ts';
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
import { externalBackend } from './external-backend.ts';
import { forwardedHeaders } from './forwarded-headers.ts';
import { headerAccess } from './header-access.ts';
import { hostRewrite } from './host-rewrite.ts';
import { httpVersion } from './http-version.ts';
import { ipAccess } from './ip-access.ts';
import { listenerTls } from './listener-tls.ts';
import { loadBalancing } from './load-balancing.ts';
import { mirror } from './mirror.ts';
import { ownAddress } from './own-address.ts';
import { pathRewrite } from './path-rewrite.ts';
import { proxyProtocol } from './proxy-protocol.ts';
import { rateLimit } from './rate-limit.ts';
import { redirectsFor, respond } from './redirect.ts';
import { newest, oldest, type Target, targetOf } from './release.ts';
import { requestHeaders } from './request-headers.ts';
import { responseHeaders } from './response-headers.ts';
import { retries } from './retries.ts';
import { sessionAffinity } from './session-affinity.ts';
import { timeouts } from './timeouts.ts';
import { tracing } from './tracing.ts';
import { traitsOf } from './traits.ts';
import { waf } from './waf.ts';

const options = z.object({
  mtlsWithoutVerification: z
    .boolean()
    .default(false)
    .describe('keep mtlsCertificateRef beside insecureSkipVerify where proxy-ssl-verify is off'),
  version: z
    .string()
    .default(releaseText(newest))
    .transform((text, context) => {
      const release = parseRelease(text);
      if (release && atLeast(release, oldest)) return release;
      context.addIssue(`expected a release from ${releaseText(oldest)} on, such as ${releaseText(newest)}`);
      return z.NEVER;
    })
    .describe(
      `the release of agentgateway that the objects are for, from ${releaseText(oldest)} (default: ${releaseText(newest)})`,
    ),
});

const capabilitiesFor = (target: Target, api: GatewayApi, mtlsWithoutVerification: boolean): Capabilities => ({
  'client-certificate': clientCertificate(api),
  'listener-tls': listenerTls(target),
  'proxy-protocol': proxyProtocol(target),
  'path-rewrite': pathRewrite(target),
  'host-rewrite': hostRewrite(target),
  'request-headers': requestHeaders(target, api),
  'response-headers': responseHeaders(target, api),
  'forwarded-headers': forwardedHeaders(target),
  'answer-rewrite': answerRewrite(target),
  cors: cors(target),
  'ip-access': ipAccess(target),
  'header-access': headerAccess(target),
  'basic-auth': basicAuth(target),
  'external-auth': externalAuth(target),
  'any-access': anyAccess(target),
  'client-identity': clientIdentity(target),
  'opaque-access': opaqueAccess,
  'rate-limit': rateLimit(target),
  'connection-limit': connectionLimit(target),
  bandwidth: bandwidth(target),
  'body-limit': bodyLimit(target),
  buffering: buffering(target),
  timeouts: timeouts(target),
  retries: retries(target),
  mirror: mirror(target),
  'error-pages': errorPages(target),
  waf: waf(target),
  'access-log': accessLog(target),
  tracing: tracing(target),
  'backend-tls': backendTls(mtlsWithoutVerification),
  'http-version': httpVersion(target),
  connection: connection(target),
  'session-affinity': sessionAffinity(target),
  'load-balancing': loadBalancing(target),
});

const structureFor = (target: Target, api: GatewayApi): Structure => ({
  ...plainStructure,
  traits: traitsOf(target, api),
  regexPath: 'rendered',
  regexHeader: 'rendered',
  redirect: redirectsFor(target, api),
  respond,
  passthrough: passthrough(api),
  externalBackend,
  ownAddress,
  grpcRoutes: false,
  turnsMisdirectedAway: true,
  prefixesForCaptures: false,
});

/** agentgateway: policies as AgentgatewayPolicy objects. */
export const agentgateway = defineEmitter({
  name: 'agentgateway',
  title: 'agentgateway, with AgentgatewayPolicy',
  options,
  open: ({ mtlsWithoutVerification, version }, api) => {
    const target = targetOf(version);
    return {
      gatewayClassName: 'agentgateway',
      implementation: { title: 'agentgateway', release: version, newest },
      capabilities: capabilitiesFor(target, api, mtlsWithoutVerification),
      structure: structureFor(target, api),
      finishPolicy: finishPolicy(target),
    };
  },
});
