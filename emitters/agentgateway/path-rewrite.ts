import { type Capabilities, renders } from '../../src/emit/capabilities.ts';
import { filter, longestPath } from '../standard/gateway-api.ts';
import { celCaptured, celQuery, celText, tooLong } from './cel.ts';
import { traffic } from './policy.ts';
import type { Target } from './release.ts';

/** A rewrite of the path. URLRewrite cuts a `/` at the end of the new path and takes no long ones: those are expressions. */
export const pathRewrite = (_target: Target): Capabilities['path-rewrite'] =>
  renders('path-rewrite', { to: 'rendered' }, ({ to: { value: to } }) => {
    if (to.kind === 'captured') return [path(celCaptured(to))];
    if (to.path.endsWith('/') || to.path.length > longestPath)
      return tooLong(celText(to.path), 'the path', 'shorten the path') ?? [path(celText(to.path))];
    return [filter('URLRewrite', 'urlRewrite', { path: { type: 'ReplaceFullPath', replaceFullPath: to.path } })];
  });

const path = (expression: string) =>
  traffic({ transformation: { request: { set: [{ name: ':path', value: `${expression} + ${celQuery}` }] } } });
