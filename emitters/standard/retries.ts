import {
  always,
  approximately,
  type Capabilities,
  type Difference,
  missing,
  renders,
  within,
} from '../../src/emit/capabilities.ts';
import { allowExperimental, type GatewayApi } from '../../src/emit/gateway-api.ts';
import type { RetryConditions } from '../../src/model/policies/index.ts';

/** What stands for tries without a limit. */
export const forUnlimited = 4;

/** How the number of tries comes out: a gateway counts those after the first. */
export const triesField = within<number>(`${forUnlimited} tries stand for tries without a limit`, (tries) =>
  tries === 0 ? `a request is sent at most ${forUnlimited} times; ingress-nginx has no limit here` : undefined,
);

/** How often a request is sent again. */
export const attemptsOf = (tries: number): number => (tries === 0 ? forUnlimited : tries) - 1;

/** The statuses that every gateway with retries tries again. */
const certain = [500, 502, 503, 504];

/** What is tried again, by a field of the experimental channel that does not look at the method of a request. */
export const retries = (api: GatewayApi): Capabilities['retries'] =>
  api.has('retry')
    ? renders(
        'retries',
        {
          on: approximately(
            'retries of the Gateway API are for all methods, so that only non_idempotent asks for them; failed connections and time-outs are tried again',
            () => undefined,
          ),
          tries: triesField,
          timeout: always(
            0,
            'the time-out for the whole request is all that ends the tries',
            'set proxy-read-timeout, which counts for all tries together',
          ),
        },
        ({ on, tries }, { kind }) => {
          if (kind === 'GRPCRoute') return missing('a GRPCRoute has no retries', 'let the clients try again');
          if (!on.value.anyMethod)
            return missing(
              'retries of the Gateway API send a POST again as well, which can do a thing twice',
              'add non_idempotent to proxy-next-upstream where that does no harm, or let the clients try again',
            );
          const { statuses } = on.value;
          const retry = { attempts: attemptsOf(tries.value), ...(statuses.length > 0 && { codes: statuses }) };
          const differences = differencesOf(on.value).map(
            (differs): Difference => ({ differs, stake: 'tuning', from: on.from }),
          );
          return { fragments: [{ into: 'rule', filters: [], fields: { retry } }], differences };
        },
      )
    : missing(
        'retries are not in the standard channel of the Gateway API',
        `${allowExperimental} and a POST may be sent twice, set them with a policy of your gateway, or let the clients try again`,
      );

function differencesOf({ error, timeout, garbled, statuses }: RetryConditions): readonly string[] {
  const uninvited = [...(error ? [] : ['a connection fails']), ...(timeout ? [] : ['nothing comes in time'])];
  const uncertain = statuses.filter((status) => !certain.includes(status));
  return [
    'the gateway chooses how long it waits before it sends a request again, and may send it to the same endpoint; ingress-nginx takes the next one at once',
    ...(statuses.length === 0
      ? ['the gateway may choose statuses that are tried again; ingress-nginx has none here']
      : []),
    ...(uncertain.length > 0
      ? [
          `whether status ${uncertain.join(', ')} is tried again is up to the gateway: only ${certain.join(', ')} are certain`,
        ]
      : []),
    ...(uninvited.length > 0
      ? [`a request may also be sent again where ${uninvited.join(', or ')}; ingress-nginx does not do that here`]
      : []),
    ...(garbled ? ['an answer that cannot be read is not told from other failures of a backend'] : []),
  ];
}
