import { renders } from '../../src/emit/capabilities.ts';
import type { CapturedPath } from '../../src/model/policies/index.ts';
import { filter } from '../standard/gateway-api.ts';
import { celText, traffic } from './policy.ts';

/** The client's query, with its question mark. */
const query = 'request.pathAndQuery.stripPrefix(request.path)';

/** A rewrite of the path. URLRewrite cuts a `/` at the end of the new path, so what ends in one is an expression. */
export const pathRewrite = renders('path-rewrite', { to: 'rendered' }, ({ to: { value: to } }) => {
  if (to.kind === 'captured')
    return [path(`request.path.regexReplace(${celText(whole(to.pattern))}, ${celText(replacement(to))})`)];
  if (to.path.endsWith('/')) return [path(celText(to.path))];
  return [filter('URLRewrite', 'urlRewrite', { path: { type: 'ReplaceFullPath', replaceFullPath: to.path } })];
});

/** The whole text: flags come first, where every dialect takes them. */
const whole = (pattern: string): string => `${pattern.replace(/^(\(\?i\))?/, '$1^')}$`;

const path = (expression: string) =>
  traffic({ transformation: { request: { set: [{ name: ':path', value: `${expression} + ${query}` }] } } });

/** In the syntax of Rust's regular expressions, where braces end the name of a group and `$$` is a dollar. */
const replacement = ({ parts }: CapturedPath): string =>
  parts.map((part) => (typeof part === 'number' ? `\${${part}}` : part.replaceAll('$', '$$$$'))).join('');
