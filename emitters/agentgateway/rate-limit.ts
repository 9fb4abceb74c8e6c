import {
  approximately,
  type Capabilities,
  type Difference,
  missing,
  type Place,
  renders,
} from '../../src/emit/capabilities.ts';
import type { JsonObject } from '../../src/emit/fragment.ts';
import type { Sourced } from '../../src/model/origin.ts';
import type { PolicyKind, RequestLimit } from '../../src/model/policies/index.ts';
import { inAny, tooManyNetworks } from './ip-access.ts';
import { traffic } from './policy.ts';
import type { Target } from './release.ts';

/** The largest number in a limit. */
const largest = 2 ** 31 - 1;

const shared = 'all clients of a route are counted together, by each replica of the gateway, and get 429';

/** Buckets of requests, which all clients of a route draw from. */
export const rateLimit = (target: Target): Capabilities['rate-limit'] =>
  renders(
    'rate-limit',
    {
      perSecond: approximately(shared, () => undefined),
      perMinute: approximately(shared, () => undefined),
      exempt: target.has('conditional')
        ? 'rendered'
        : approximately<readonly string[]>(
            'agentgateway exempts clients from a limit since 1.2.1',
            (networks) =>
              `clients in ${networks.join(', ')} are counted as well, as agentgateway exempts nobody before 1.2.1; ingress-nginx does not count them`,
          ),
      status: approximately('a request too many gets 429', () => undefined),
    },
    ({ perSecond, perMinute, exempt, status }, place) => {
      const limits = [
        ...(perSecond ? [{ ...perSecond, unit: 'Seconds', per: 'a second' }] : []),
        ...(perMinute ? [{ ...perMinute, unit: 'Minutes', per: 'a minute' }] : []),
      ];
      if (limits.some(({ value }) => value.atOnce > largest))
        return missing(`a limit is at most ${largest} requests`, 'nothing: no client makes as many');
      const local = limits.map(({ value, unit }) => bucketOf(value, unit));
      const condition = target.has('conditional') && exempt && `!(${inAny(exempt.value)})`;
      const lost = condition && tooManyNetworks(condition);
      if (lost) return lost;
      const differences: readonly Difference[] = limits.map((limit) => ({
        differs: differenceOf(limit, status.value),
        stake: 'behaviour',
        from: limit.from,
      }));
      return {
        fragments: [
          traffic({ rateLimit: condition ? { conditional: [{ condition, policy: { local } }] } : { local } }),
        ],
        differences: [...differences, ...uncounted(place)],
      };
    },
  );

/** The bucket holds the requests of one unit and the burst. */
const bucketOf = ({ requests, atOnce }: RequestLimit, unit: string): JsonObject => ({
  requests,
  unit,
  burst: atOnce - requests,
});

const differenceOf = (
  { value: { requests, atOnce }, per }: Sourced<RequestLimit> & { readonly per: string },
  status: number,
): string =>
  `${requests} ${requests === 1 ? 'request' : 'requests'} ${per} and ${atOnce} at once are for all clients of a route together, in each replica of the gateway, and the next gets 429; ingress-nginx grants them to each client address, over all that the Ingress serves, and answers ${status} (rateLimit.global with a rate limit service can count by address)`;

/** Those that ask for credentials before requests are counted. */
const before: readonly PolicyKind[] = ['basic-auth', 'external-auth', 'any-access'];

/** Who guesses passwords is not slowed down. */
function uncounted({ route: { policies } }: Place): readonly Difference[] {
  if (!before.some((kind) => kind in policies)) return [];
  const differs =
    'a request without good credentials is turned away before it is counted, so that nothing slows down who guesses them; ingress-nginx counts every request first';
  return [{ differs, stake: 'behaviour' }];
}
