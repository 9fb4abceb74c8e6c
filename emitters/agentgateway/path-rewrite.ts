import { type Capabilities, renders } from '../../src/emit/capabilities.ts';
import { filter } from '../standard/gateway-api.ts';
import { celCaptured, celQuery, celText } from './cel.ts';
import { traffic } from './policy.ts';
import type { Target } from './release.ts';

/** A rewrite of the path. URLRewrite cuts a `/` at the end of the new path, so what ends in one is an expression. */
export const pathRewrite = (_target: Target): Capabilities['path-rewrite'] =>
  renders('path-rewrite', { to: 'rendered' }, ({ to: { value: to } }) => {
    if (to.kind === 'captured') return [path(celCaptured(to))];
    if (to.path.endsWith('/')) return [path(celText(to.path))];
    return [filter('URLRewrite', 'urlRewrite', { path: { type: 'ReplaceFullPath', replaceFullPath: to.path } })];
  });

const path = (expression: string) =>
  traffic({ transformation: { request: { set: [{ name: ':path', value: `${expression} + ${celQuery}` }] } } });
