import {
  always,
  approximately,
  type Capabilities,
  type Difference,
  missing,
  renders,
} from '../../src/emit/capabilities.ts';
import { durationOf } from '../../src/emit/duration.ts';
import { allowExperimental, type GatewayApi } from '../../src/emit/gateway-api.ts';

/** The longest name that a session may have. */
const longestName = 128;

const ofGateway = (what: string) =>
  missing(`the gateway chooses ${what} of its cookie`, 'look for a setting of your implementation');

/** Sessions of a rule, by a field of the experimental channel. */
export const sessionAffinity = (api: GatewayApi): Capabilities['session-affinity'] =>
  api.has('sessionPersistence')
    ? renders(
        'session-affinity',
        {
          cookie: approximately(
            'each rule has sessions of its own, and endpoints that are added get new clients only',
            () => undefined,
          ),
          mode: approximately('clients stay where they are when endpoints are added', () => undefined),
          canary: approximately('a session stays with the canary or with the main Service', (behavior) =>
            behavior === 'sticky'
              ? undefined
              : 'a client stays with the canary or with the main Service; ingress-nginx draws each request anew',
          ),
          path: ofGateway('the path'),
          domain: ofGateway('the domain'),
          maxAge: 'rendered',
          expires: approximately('one time counts for Max-Age and Expires', () => undefined),
          sameSite: ofGateway('the SameSite'),
          conditionalSameSiteNone: ofGateway('the SameSite'),
          secure: ofGateway('Secure'),
          changeOnFailure: always(
            true,
            'a client whose endpoint is gone gets another one',
            'nothing, unless clients should fail with their endpoint',
          ),
        },
        ({ cookie, mode, maxAge, expires }) => {
          const lifetime = maxAge ?? expires;
          if (cookie.value.length > longestName)
            return missing(
              `the name of a session has at most ${longestName} characters`,
              'give the cookie a shorter name',
            );
          if (lifetime && lifetime.value <= 0)
            return missing(
              `a cookie that ends after ${lifetime.value} s brings nobody back`,
              'set session-cookie-max-age to the seconds that a session lasts',
            );
          const sessionPersistence = {
            sessionName: cookie.value,
            type: 'Cookie',
            ...(lifetime && {
              absoluteTimeout: durationOf(lifetime.value),
              cookieConfig: { lifetimeType: 'Permanent' },
            }),
          };
          const differences: Difference[] = [
            {
              differs: `each rule has sessions of its own: a client may be sent to one endpoint of the Service for one path and to another for another, and all clients get a new cookie ${cookie.value} when the gateway takes over`,
              stake: 'tuning',
              from: cookie.from,
            },
          ];
          if (mode?.value !== 'persistent') {
            const differs = 'no client moves to an endpoint that is added; ingress-nginx moves some';
            differences.push({ differs, stake: 'tuning', from: mode?.from ?? cookie.from });
          }
          if (expires && expires.value !== lifetime?.value) {
            const differs = `browsers that know no Max-Age keep the cookie for ${lifetime?.value} s (ingress-nginx: ${expires.value} s)`;
            differences.push({ differs, stake: 'tuning', from: expires.from });
          }
          return { fragments: [{ into: 'rule', filters: [], fields: { sessionPersistence } }], differences };
        },
      )
    : missing(
        'sessionPersistence is in the experimental channel of Gateway API only',
        `${allowExperimental}; else keep sessions where all endpoints find them`,
      );
