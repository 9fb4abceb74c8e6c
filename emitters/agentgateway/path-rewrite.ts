import { type Capabilities, type Missing, renders } from '../../src/emit/capabilities.ts';
import type { Fragments } from '../../src/emit/fragment.ts';
import { filter, longestPath } from '../standard/gateway-api.ts';
import { celCaptured, celQuery, celText, tooLong } from './cel.ts';
import { traffic } from './policy.ts';
import type { Target } from './release.ts';

/** A rewrite of the path. URLRewrite cuts a `/` at the end of the new path and takes no long ones: those are expressions. */
export const pathRewrite = (_target: Target): Capabilities['path-rewrite'] =>
  renders('path-rewrite', { to: 'rendered' }, ({ to: { value: to } }) => {
    if (to.kind === 'captured') return path(celCaptured(to));
    if (to.path.endsWith('/') || to.path.length > longestPath) return path(celText(to.path));
    return [filter('URLRewrite', 'urlRewrite', { path: { type: 'ReplaceFullPath', replaceFullPath: to.path } })];
  });

function path(expression: string): Fragments | Missing {
  const value = `${expression} + ${celQuery}`;
  const set = [{ name: ':path', value }];
  return tooLong(value, 'the new path', 'shorten the path') ?? [traffic({ transformation: { request: { set } } })];
}
