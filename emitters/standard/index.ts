import * as z from 'zod';
import { type Capabilities, missing, type Structure } from '../../src/emit/capabilities.ts';
import { defineEmitter } from '../../src/emitter.ts';
import { backendTls } from './backend-tls.ts';
import { gatewayApiStructure, redirect } from './gateway-api.ts';
import { httpVersion } from './http-version.ts';
import { pathRewrite } from './path-rewrite.ts';

const capabilities: Capabilities = {
  'path-rewrite': pathRewrite,
  'backend-tls': backendTls,
  'http-version': httpVersion,
  'ip-access': missing('the Gateway API has no rules on client addresses'),
  'unconverted-access': missing('authentication, client certificates and snippets are not converted yet'),
};

const structure: Structure = { ...gatewayApiStructure, redirect, grpcRoutes: true, prefixesForCaptures: true };

/** The Gateway API as it stands, for every implementation of it. */
export const standard = defineEmitter({
  name: 'standard',
  title: 'Gateway API, standard channel, without extensions',
  options: z.object({}),
  open: () => ({ capabilities, structure }),
});
