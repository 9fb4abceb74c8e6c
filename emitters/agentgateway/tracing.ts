import { approximately, type Capabilities, missing, renders } from '../../src/emit/capabilities.ts';
import type { CollectedFragment, JsonObject, ObjectFragment } from '../../src/emit/fragment.ts';
import { joined } from '../../src/emit/names.ts';
import type { Collector } from '../../src/model/policies/index.ts';
import { tooLong } from './cel.ts';
import { hostLabel, namedBackend, serviceRef } from './external-backend.ts';
import { policyType } from './policy.ts';
import type { Target } from './release.ts';
import { itemOf, tookOneOf } from './route-rules.ts';

const trusts = 'trusts';
const distrusts = 'distrusts';

/** One policy of the Gateway for all rules that are traced. */
export const tracing = (target: Target): Capabilities['tracing'] =>
  renders(
    'tracing',
    {
      enabled: 'rendered',
      trustsClient: approximately('a trace of the client is always gone on with', (trusted) =>
        trusted
          ? undefined
          : 'a request that brings a trace is traced as often as one that does not, and its spans join that trace; ingress-nginx starts a new one',
      ),
      operation: missing('agentgateway names spans itself', 'look for the route in the attributes of spans'),
      collector: 'rendered',
      ratio: 'rendered',
    },
    ({ enabled, trustsClient, collector, ratio }, { route }) => {
      if (!enabled.value) return { fragments: [], differences: [] };
      if (!collector) {
        return missing(
          'it does not know where to send spans: otlp-collector-host is in the ConfigMap of the controller, which is not among the inputs or does not say',
          'convert with the ConfigMap of the controller',
        );
      }
      const { ref, objects } = receiver(collector.value, route.namespace);
      const share = String(ratio?.value ?? 1);
      const traced: CollectedFragment = {
        into: 'collected',
        type: policyType,
        suffix: 'tracing',
        title: 'the tracing',
        items: (rule) => [itemOf(rule), (trustsClient?.value ?? true) ? trusts : distrusts],
        write: (items, everywhere) => {
          const trusted = items.includes(trusts);
          if (trusted && items.includes(distrusts))
            return missing(
              'a Gateway goes on with the traces of clients on all routes or on none, and they differ',
              'set opentelemetry-trust-incoming-span alike on all Ingresses of the Gateway',
            );
          const filter = tookOneOf(items.filter((item) => item !== trusts && item !== distrusts));
          if (!everywhere && !target.has('tracingFilter'))
            return missing(
              'agentgateway traces all routes of a Gateway or none before 1.4.1',
              'use agentgateway 1.4.1 or newer, or trace all Ingresses of the Gateway',
            );
          const lost = everywhere ? undefined : tooLong(filter, 'the routes', 'trace all Ingresses of the Gateway');
          if (lost) return lost;
          return {
            frontend: {
              tracing: {
                backendRef: ref,
                protocol: 'GRPC',
                randomSampling: share,
                clientSampling: trusted ? 'true' : share,
                ...(!everywhere && { filter }),
              },
            },
          };
        },
      };
      return [traced, ...objects];
    },
  );

/** Spans go to a Service, or to an AgentgatewayBackend for a host that is none. */
function receiver(
  { host, port, service }: Collector,
  namespace: string,
): { readonly ref: JsonObject; readonly objects: readonly ObjectFragment[] } {
  // The policy lives with the Gateway, wherever that is.
  if (service) return { ref: serviceRef(service, port, ''), objects: [] };
  const name = joined(hostLabel(host), String(port));
  const { ref, object } = namedBackend({ namespace, name, host, port }, '');
  return { ref, objects: [object] };
}
