import {
  always,
  approximately,
  type Capabilities,
  type Difference,
  missing,
  renders,
} from '../../src/emit/capabilities.ts';
import type { RetryConditions } from '../../src/model/policies/index.ts';
import { attemptsOf, triesField } from '../standard/retries.ts';
import { traffic } from './policy.ts';
import type { Target } from './release.ts';

/** How often a request is tried again, and for what. */
export const retries = (target: Target): Capabilities['retries'] =>
  renders(
    'retries',
    {
      on: approximately(
        'failed connections and time-outs are always tried again, and bodies over 64 KiB and, unless all methods are, POST, LOCK and PATCH never',
        () => undefined,
      ),
      tries: triesField,
      timeout: always(
        0,
        'the time-out for the whole request is all that ends the tries',
        'set proxy-read-timeout, which counts for all tries together',
      ),
    },
    ({ on, tries }) => {
      const { statuses, anyMethod } = on.value;
      if (!anyMethod && !target.has('retryPrecondition')) {
        return missing(
          'before 1.3.1 agentgateway sends a POST again as well, which can do a thing twice',
          'use agentgateway 1.3.1 or newer',
        );
      }
      const retry = {
        attempts: attemptsOf(tries.value),
        ...(statuses.length > 0 && { codes: statuses }),
        ...(!anyMethod && { precondition: '!(request.method in ["POST", "LOCK", "PATCH"])' }),
      };
      const differences = differencesOf(on.value).map(
        (differs): Difference => ({ differs, stake: 'tuning', from: on.from }),
      );
      return { fragments: [traffic({ retry })], differences };
    },
  );

const large = 'a request with a body over 64 KiB is never sent again, which ingress-nginx does whatever its size';

function differencesOf({ error, timeout, garbled, anyMethod }: RetryConditions): readonly string[] {
  const uninvited = [...(error ? [] : ['a connection fails']), ...(timeout ? [] : ['nothing comes in time'])];
  return [
    anyMethod
      ? large
      : `POST, LOCK and PATCH are never sent again, which ingress-nginx does as long as no backend has got them; and ${large}`,
    ...(uninvited.length > 0
      ? [`a request is also sent again where ${uninvited.join(', or ')}; ingress-nginx does not do that here`]
      : []),
    ...(garbled ? ['an answer that cannot be read is not told from other failures of a backend'] : []),
  ];
}
