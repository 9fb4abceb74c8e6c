import * as z from 'zod';
import { type Capabilities, missing, type Structure } from '../../src/emit/capabilities.ts';
import { defineEmitter } from '../../src/emitter.ts';
import { gatewayApiStructure } from '../standard/gateway-api.ts';
import { backendTls } from './backend-tls.ts';
import { externalBackend } from './external-backend.ts';
import { httpVersion } from './http-version.ts';
import { ipAccess } from './ip-access.ts';
import { pathRewrite } from './path-rewrite.ts';
import { redirect, respond } from './redirect.ts';

const options = z.object({
  mtlsWithoutVerification: z
    .boolean()
    .default(false)
    .describe('keep mtlsCertificateRef beside insecureSkipVerify where proxy-ssl-verify is off'),
});

/** agentgateway, release 1.4: policies as AgentgatewayPolicy objects. */
export const agentgateway = defineEmitter({
  name: 'agentgateway',
  title: 'agentgateway 1.4, with AgentgatewayPolicy',
  options,
  open: ({ mtlsWithoutVerification }) => {
    const capabilities: Capabilities = {
      'path-rewrite': pathRewrite,
      'backend-tls': backendTls(mtlsWithoutVerification),
      'http-version': httpVersion,
      'ip-access': ipAccess,
      'unconverted-access': missing('authentication, client certificates and snippets are not converted yet'),
    };
    const structure: Structure = {
      ...gatewayApiStructure,
      regexPath: 'rendered',
      redirect,
      respond,
      externalBackend,
      grpcRoutes: false,
      prefixesForCaptures: false,
    };
    return { gatewayClassName: 'agentgateway', capabilities, structure };
  },
});
