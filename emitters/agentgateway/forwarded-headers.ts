import { type Capabilities, renders } from '../../src/emit/capabilities.ts';
import type { JsonObject } from '../../src/emit/fragment.ts';
import { celHeader } from './cel.ts';
import { policyType } from './policy.ts';
import type { Target } from './release.ts';

/** One policy of the Gateway, before routing: agentgateway adds no such headers, and hands on those that clients send. */
export const forwardedHeaders = (target: Target): Capabilities['forwarded-headers'] =>
  renders('forwarded-headers', { set: 'rendered', remove: 'rendered' }, ({ set: { value: headers }, remove }) => {
    const set: JsonObject[] = [];
    for (const { name, value: template } of headers) {
      const value = celHeader(template, target);
      if (typeof value !== 'string') return value;
      set.push({ name, value });
    }
    return [
      {
        into: 'collected',
        type: policyType,
        suffix: 'forwarded-headers',
        items: () => [JSON.stringify({ set, remove: remove.value })],
        // The settings of a controller are the same for all its routes.
        write: ([request = '{}']) => ({
          traffic: { phase: 'PreRouting', transformation: { request: JSON.parse(request) as JsonObject } },
        }),
      },
    ];
  });
