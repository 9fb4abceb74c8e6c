import { type Capabilities, missing, renders } from '../../src/emit/capabilities.ts';
import { policyType } from './policy.ts';
import type { Target } from './release.ts';

/** The PROXY protocol, for all listeners of a Gateway. nginx takes both versions of it, and no connection without. */
export const proxyProtocol = (target: Target): Capabilities['proxy-protocol'] =>
  target.has('proxyProtocol')
    ? renders('proxy-protocol', { accepts: 'rendered' }, ({ accepts }) => ({
        fragments: accepts.value
          ? [
              {
                into: 'gateway',
                setting: 'the PROXY protocol',
                value: 'both versions',
                policy: {
                  type: policyType,
                  suffix: 'proxy-protocol',
                  spec: { frontend: { proxyProtocol: { version: 'All', mode: 'Strict' } } },
                },
              },
            ]
          : [],
        differences: accepts.value
          ? [
              {
                differs:
                  'the Gateway takes no connection without the PROXY protocol, as ingress-nginx does today: its load balancer has to speak it as well',
                stake: 'tuning',
              },
            ]
          : [],
      }))
    : missing(
        'agentgateway knows the PROXY protocol since 1.2.1',
        'use agentgateway 1.2.1 or newer, or switch the PROXY protocol off in the load balancer',
      );
