import type { GatewayApi } from '../../emit/gateway-api.ts';
import { atLeast } from '../../release.ts';
import { corsFilter } from './cors.ts';
import { externalAuth } from './experimental.ts';
import { filters } from './filters.ts';
import { headerModifier, mirror } from './header-filters.ts';
import { type Schema, whenSeen } from './judging.ts';
import { port, preciseHostname } from './names.ts';
import { localRef } from './refs.ts';
import { unionRules } from './rules.ts';
import { choice, fields, text } from './shapes.ts';

/** How a path is changed. */
interface PathModifier {
  readonly type: string;
  readonly replacePrefixMatch?: string;
}

/** A filter of an HTTPRoute, as far as rules look at it. */
export interface HttpFilter {
  readonly type: string;
  readonly requestRedirect?: { readonly path?: PathModifier };
  readonly urlRewrite?: { readonly path?: PathModifier };
}

const path = () =>
  fields(
    { type: choice('ReplaceFullPath', 'ReplacePrefixMatch') },
    { replaceFullPath: text({ max: 1024 }), replacePrefixMatch: text({ max: 1024 }) },
    ...unionRules('type', { ReplaceFullPath: 'replaceFullPath', ReplacePrefixMatch: 'replacePrefixMatch' }),
  );

const redirect = (api: GatewayApi) =>
  fields(
    {},
    {
      scheme: choice('http', 'https'),
      hostname: preciseHostname,
      port,
      path: path(),
      statusCode: choice(301, 302, ...(api.has('redirectStatuses') ? [303, 307, 308] : [])),
    },
  );

const rewrite = () => fields({}, { hostname: preciseHostname, path: path() });

/** The filters of a rule of an HTTPRoute, or of one of its backends. */
export function httpFilters(api: GatewayApi): Schema<readonly HttpFilter[]> {
  const modifier = headerModifier(api.has('strictHeaderValues'));
  return filters<HttpFilter>(
    {
      RequestHeaderModifier: ['requestHeaderModifier', modifier],
      ResponseHeaderModifier: ['responseHeaderModifier', modifier],
      RequestMirror: ['requestMirror', mirror],
      RequestRedirect: ['requestRedirect', redirect(api)],
      URLRewrite: ['urlRewrite', rewrite()],
      ExtensionRef: ['extensionRef', localRef],
      ...(api.has('cors') && { CORS: ['cors', whenSeen(() => corsFilter(api))] }),
      ...(api.has('externalAuth') && { ExternalAuth: ['externalAuth', whenSeen(() => externalAuth(api))] }),
    },
    ['RequestMirror', 'ExtensionRef', 'ExternalAuth', ...(atLeast(api.release, [1, 5, 0]) ? [] : ['CORS'])],
    [
      'RequestRedirect and URLRewrite may not both be there',
      (all) => !all.some(({ type }) => type === 'RequestRedirect') || !all.some(({ type }) => type === 'URLRewrite'),
    ],
  );
}
