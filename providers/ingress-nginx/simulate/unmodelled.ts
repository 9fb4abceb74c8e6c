import type { Outcome } from '../../../src/verify/source.ts';
import type { ControllerConfig } from '../config/config.ts';
import { waf } from '../features/waf.ts';
import type { NginxIngress, Server } from '../site.ts';
import { snippetAnnotations } from '../snippets/annotations.ts';

/** Keys of the ConfigMap that change what all hosts answer, in ways that nobody follows here. */
const keys = ['http-snippet', 'server-snippet', 'location-snippet', 'block-user-agents', 'block-referers'] as const;

/**
 * Why nobody can tell what nginx answers, for a whole server or for the locations of an Ingress. Mirrors, rate limits and
 * replaced error pages are not among the reasons: they change no answer to a single request that a backend serves.
 */
export function notModelled(server: Server, config: ControllerConfig, owner?: NginxIngress): Outcome | undefined {
  const because = owner ? ofLocation(owner) : ofServer(server, config);
  return because === undefined ? undefined : { kind: 'unknown', because };
}

function ofServer({ snippet }: Server, config: ControllerConfig): string | undefined {
  if (config.inDoubt) return 'nobody knows which ConfigMap is that of the controller';
  if (snippet) return 'server-snippet is configuration that only nginx reads';
  const key = keys.find((one) => {
    const value = config.value(one)?.value;
    return value !== undefined && value.length > 0;
  });
  return key && `${key} in the ConfigMap of the controller is not followed`;
}

function ofLocation(owner: NginxIngress): string | undefined {
  if (owner.valuesOf({ annotations: snippetAnnotations })['configuration-snippet'])
    return 'configuration-snippet is configuration that only nginx reads';
  const { 'enable-modsecurity': enabled } = owner.valuesOf(waf);
  return enabled?.value ? 'nobody knows what ModSecurity turns away' : undefined;
}
