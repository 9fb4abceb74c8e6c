import { approximately, type Capabilities, missing, renders } from '../../src/emit/capabilities.ts';
import type { GatewayApi } from '../../src/emit/gateway-api.ts';
import { filter, longestPath, pathTooLong } from './gateway-api.ts';

const captures = 'URLRewrite replaces the whole path or its prefix, and knows no captures';

/** A rewrite by the URLRewrite filter: the whole path, or the prefix of the match. */
export const pathRewrite = (_api: GatewayApi): Capabilities['path-rewrite'] =>
  renders('path-rewrite', { to: approximately(captures, () => undefined) }, ({ to: { value: to } }, { route }) => {
    if (to.kind === 'fixed') {
      if (to.path.length > longestPath) return pathTooLong(to.path);
      return [filter('URLRewrite', 'urlRewrite', { path: { type: 'ReplaceFullPath', replaceFullPath: to.path } })];
    }
    if (to.prefix === undefined || route.match.path.kind !== 'prefix') {
      return missing(captures, 'let the backend serve the path as it is, or make a route for each path');
    }
    return [
      filter('URLRewrite', 'urlRewrite', { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: to.prefix } }),
    ];
  });
