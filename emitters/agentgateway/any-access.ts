import {
  approximately,
  type Capabilities,
  type Difference,
  type FieldAnswer,
  type Missing,
  missing,
  type Place,
  type Rendered,
  renders,
} from '../../src/emit/capabilities.ts';
import type { Fragment, JsonObject } from '../../src/emit/fragment.ts';
import { originsOf } from '../../src/emit/losses.ts';
import type { Sourced } from '../../src/model/origin.ts';
import type { BasicAuth, ExternalAuth, IpAccess } from '../../src/model/policies/index.ts';
import { policyInfo } from '../../src/model/policies/info.ts';
import { required } from './authorization.ts';
import { basicAuth } from './basic-auth.ts';
import { externalAuth, questionOf } from './external-auth.ts';
import { ipAccess, letsIn, tooManyNetworks } from './ip-access.ts';
import { traffic } from './policy.ts';
import type { Target } from './release.ts';

/** Addresses that need no password, or no question to another service. */
export const anyAccess = (target: Target): Capabilities['any-access'] =>
  renders(
    'any-access',
    {
      checks: approximately(
        'a client without a password that is on no list gets 403 and is not asked for one; a password and an authentication service cannot stand in for each other',
        () => undefined,
      ),
    },
    ({ checks: { value } }, at) => {
      const { addresses, credentials, service } = value;
      if (!addresses || (credentials && service)) {
        return missing(
          'a password and an authentication service cannot stand in for each other',
          'keep one of them, or let the authentication service check the password',
        );
      }
      const lists = ipAccess(target);
      const alone = 'render' in lists ? lists.render(addresses, at) : lists;
      if ('because' in alone) return alone;
      const known = letsIn(addresses);
      if (service) return unlessKnown(known, service, at, target);
      return credentials ? orKnown(known, addresses, credentials, at, target) : [required(known)];
    },
  );

/** Whoever is on the list is let in, and all others are asked about. */
function unlessKnown(known: string, service: ExternalAuth, at: Place, target: Target): Rendered | Missing {
  if (!target.has('conditional')) {
    return missing(
      'agentgateway asks an authentication service about some requests only since 1.2.1',
      'use agentgateway 1.2.1 or newer',
    );
  }
  const question = questionOf(service, at, target);
  if ('because' in question) return question;
  const { extAuth, fragments, differences } = question;
  const condition = `!(${known})`;
  const tooMany = tooManyNetworks(condition);
  if (tooMany) return tooMany;
  const conditional = [{ condition, policy: extAuth }];
  return {
    fragments: [traffic({ extAuth: { conditional } }), ...fragments],
    differences: [...differences, ...differencesOf(externalAuth(target), 'external-auth', service, at)],
  };
}

/** A password is looked at where there is one; then it, or the address, has to be good. */
function orKnown(
  known: string,
  addresses: IpAccess,
  credentials: BasicAuth,
  at: Place,
  target: Target,
): Rendered | Missing {
  const capability = basicAuth(target);
  if (!('render' in capability)) return capability;
  const rendering = capability.render(credentials, at);
  if ('because' in rendering) return rendering;
  const {
    fragments,
    differences,
    needs = [],
  } = 'differences' in rendering ? rendering : { fragments: rendering, differences: [] };
  const from = originsOf({ ...credentials, ...addresses });
  const either = `(${known}) || default(basicAuth.username, "") != ""`;
  const tooMany = tooManyNetworks(either);
  if (tooMany) return tooMany;
  const differs =
    'a client without a password that is on no list gets 403 and is not asked for one (ingress-nginx: 401), and one on the list with a wrong password gets 401 (ingress-nginx lets it in)';
  return {
    fragments: [...fragments.map(optional), required(either)],
    differences: [
      { differs, stake: 'behaviour', from },
      // What concerns the password alone is not about the address.
      ...differences.map((one) => ({ from: originsOf(credentials), ...one })),
      ...differencesOf(capability, 'basic-auth', credentials, at),
    ],
    needs,
  };
}

/** Whoever sends no password goes on. */
function optional(fragment: Fragment): Fragment {
  const spec = fragment.into === 'policy' ? (fragment.spec['traffic'] as JsonObject | undefined) : undefined;
  const basic = spec?.['basicAuthentication'] as JsonObject | undefined;
  return fragment.into === 'policy' && basic
    ? { ...fragment, spec: { traffic: { ...spec, basicAuthentication: { ...basic, mode: 'Optional' } } } }
    : fragment;
}

/** What the answers to the fields of a policy say of its values. */
function differencesOf<K extends 'basic-auth' | 'external-auth'>(
  capability: Capabilities[K],
  kind: K,
  spec: (BasicAuth | ExternalAuth) & object,
  at: Place,
): Difference[] {
  if (!('render' in capability)) return [];
  const answers = capability.fields as Readonly<Record<string, FieldAnswer<unknown>>>;
  const infos = policyInfo[kind].fields as Readonly<Record<string, { title: string; stake: Difference['stake'] }>>;
  return Object.entries(spec).flatMap(([name, { value, from }]: [string, Sourced<unknown>]): Difference[] => {
    const [how, info] = [answers[name], infos[name]];
    if (how === undefined || how === 'rendered' || info === undefined) return [];
    if ('differs' in how) {
      const differs = how.differs(value, at);
      return differs === undefined ? [] : [{ differs, stake: how.stake ?? info.stake, from }];
    }
    if ('always' in how && how.always === value) return [];
    return [{ differs: `${info.title} cannot be expressed: ${how.because}`, stake: info.stake, from }];
  });
}
