import { type Capabilities, renders } from '../../src/emit/capabilities.ts';
import { fixedText } from '../../src/model/template.ts';
import { isSubdomain } from '../../src/subdomain.ts';
import { hostFilter } from '../standard/host-rewrite.ts';
import { celTemplate } from './cel.ts';
import { traffic } from './policy.ts';
import type { Target } from './release.ts';

/** Another Host: a filter where it is a host name, an expression where it has a port or is made of the request. */
export const hostRewrite = (target: Target): Capabilities['host-rewrite'] =>
  renders('host-rewrite', { to: 'rendered' }, ({ to: { value: to } }) => {
    const hostname = fixedText(to);
    if (hostname !== undefined && isSubdomain(hostname)) return [hostFilter(hostname)];
    const value = celTemplate(to, target);
    return typeof value === 'string'
      ? [traffic({ transformation: { request: { set: [{ name: ':authority', value }] } } })]
      : value;
  });
