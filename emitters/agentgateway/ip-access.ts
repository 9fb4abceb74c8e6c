import { type Capabilities, type Missing, missing, renders } from '../../src/emit/capabilities.ts';
import type { IpAccess } from '../../src/model/policies/index.ts';
import { required } from './authorization.ts';
import { celText, tooLong } from './cel.ts';
import type { Target } from './release.ts';

/** CEL for an address that is in one of the networks. */
export const inAny = (networks: readonly string[]): string =>
  networks.map((network) => `cidr(${celText(network)}).containsIP(source.address)`).join(' || ');

/** Why an expression made of networks cannot be printed, where it is too long. */
export const tooManyNetworks = (expression: string): Missing | undefined =>
  tooLong(expression, 'these networks', 'join networks that lie beside each other');

/** CEL for the addresses that are let in. */
export function letsIn({ allow, deny }: Pick<IpAccess, 'allow' | 'deny'>): string {
  const denied = deny && deny.value.length > 0 ? [`!(${inAny(deny.value)})`] : [];
  const allowed =
    allow && allow.value.length > 0 ? [denied.length > 0 ? `(${inAny(allow.value)})` : inAny(allow.value)] : [];
  return [...denied, ...allowed].join(' && ');
}

/** Why `source.address` is not the address of the client, where it is not. */
function misled({ toldBy, proxied }: Pick<IpAccess, 'toldBy' | 'proxied'>, target: Target): Missing | undefined {
  if (toldBy) {
    return missing(
      `the address would have to be read from ${toldBy.value.header}, and agentgateway reads it from the connection, whose other end is a load balancer`,
      'let the load balancer keep the client address, with externalTrafficPolicy: Local or the PROXY protocol, and take use-forwarded-headers and enable-real-ip out of the ConfigMap',
    );
  }
  if (proxied?.value && !target.has('proxyProtocol')) {
    return missing(
      'the address comes by the PROXY protocol, which agentgateway knows since 1.2.1',
      'use agentgateway 1.2.1 or newer',
    );
  }
  return undefined;
}

/** One expression that must be true. */
export const ipAccess = (target: Target): Capabilities['ip-access'] =>
  renders('ip-access', { allow: 'rendered', deny: 'rendered', toldBy: 'rendered', proxied: 'rendered' }, (spec) => {
    const wrong = misled(spec, target);
    if (wrong) return wrong;
    const expression = letsIn(spec);
    return tooManyNetworks(expression) ?? [required(expression)];
  });
