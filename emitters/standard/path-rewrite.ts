import { missing, renders } from '../../src/emit/capabilities.ts';
import { filter } from './gateway-api.ts';

/** A rewrite by the URLRewrite filter: the whole path, or the prefix of the match. */
export const pathRewrite = renders('path-rewrite', { to: 'rendered' }, ({ to: { value: to } }, { route }) => {
  if (to.kind === 'fixed') {
    return [filter('URLRewrite', 'urlRewrite', { path: { type: 'ReplaceFullPath', replaceFullPath: to.path } })];
  }
  if (to.prefix === undefined || route.match.path.kind !== 'prefix') {
    return missing('URLRewrite replaces the whole path or its prefix, and knows no captures');
  }
  return [filter('URLRewrite', 'urlRewrite', { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: to.prefix } })];
});
