import { BlockList, isIPv6 } from 'node:net';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Origin } from '../../../src/model/origin.ts';
import type { Outcome, Question } from '../../../src/verify/source.ts';
import { basicAuth } from '../features/basic-auth.ts';
import { externalAuth } from '../features/external-auth.ts';
import { ipAccess } from '../features/ip-access.ts';
import { satisfy } from '../features/satisfy.ts';
import type { At } from '../site.ts';

type KeptOut = Extract<Outcome, { kind: 'kept-out' }>;

/** A check says yes, no, or nothing. */
type Verdict = 'in' | 'out' | 'silent';

/** The networks that a location lets in, and those that it keeps out. */
export interface Lists {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
}

/** The lists of a location. Those of the controller count where the location has none of its own. */
export function listsOf({ owner, config }: Pick<At, 'owner' | 'config'>): Lists {
  const values = owner.valuesOf(ipAccess);
  const allow = values['allowlist-source-range']?.value;
  const deny = values['denylist-source-range']?.value;
  const blocked = config.value('block-cidrs')?.value;
  if (allow === undefined && deny === undefined) return blocked && blocked.length > 0 ? { deny: blocked } : {};
  return { ...(allow && { allow }), ...(deny && { deny }) };
}

/** Where the settings of the controller stand that keep somebody out of a location. */
export function configuredGuards({ owner, config }: Pick<At, 'owner' | 'config'>): readonly Origin[] {
  const { allow, deny } = listsOf({ owner, config });
  const { 'allowlist-source-range': allowed, 'denylist-source-range': denied } = owner.valuesOf(ipAccess);
  const addresses = [
    allowed,
    denied,
    config.value('block-cidrs'),
    config.value('use-forwarded-headers'),
    config.value('enable-real-ip'),
    config.value('use-proxy-protocol'),
  ];
  const said = [...((allow ?? deny) ? addresses : []), config.value('global-auth-url')];
  return said.flatMap((one): readonly Origin[] => one?.from ?? []);
}

/** Whether a location asks for a password, and whether anybody has one: nobody has where the annotations are bad. */
function passwordOf(at: At): 'none' | 'asked' | 'nobody' {
  const values = at.owner.valuesOf(basicAuth);
  if (!values['auth-type']) return 'none';
  if (basicAuth.lower?.(values, at, nobody).refused) return 'nobody';
  return values['auth-realm']?.value === 'off' || isExempt(at) ? 'none' : 'asked';
}

/** The same for the authentication service, of the Ingress or else of the controller. */
function serviceOf(at: At): 'none' | 'asked' | 'nobody' {
  const values = at.owner.valuesOf(externalAuth);
  if (isExempt(at)) return 'none';
  if (values['auth-url']) return externalAuth.lower?.(values, at, nobody).refused ? 'nobody' : 'asked';
  const isGlobal = at.config.value('global-auth-url') !== undefined && values['enable-global-auth']?.value !== false;
  return isGlobal ? 'asked' : 'none';
}

/** Who does not get past the access phase: addresses, then a password, then the service; or any of them. */
export function turnedAway(at: At, question: Question): KeptOut | undefined {
  const password = passwordOf(at);
  const service = serviceOf(at);
  // The controller writes `return 503` where it cannot read what guards a location.
  if (password === 'nobody' || service === 'nobody') return { kind: 'kept-out', status: 503 };
  const signedIn: Verdict = question.signedIn ? 'in' : 'out';
  const checks: readonly (readonly [Verdict, KeptOut])[] = [
    [byAddress(listsOf(at), question.clientAddress), { kind: 'kept-out', status: 403 }],
    [password === 'asked' ? signedIn : 'silent', { kind: 'kept-out', status: 401 }],
    [service === 'asked' ? signedIn : 'silent', withoutSession(at, question)],
  ];
  const failed = checks.filter(([verdict]) => verdict === 'out').map(([, answer]) => answer);
  const isAny = at.owner.valuesOf(satisfy)['satisfy']?.value === 'any';
  if (!isAny) return failed[0];
  return checks.some(([verdict]) => verdict === 'in') ? undefined : failed.at(-1);
}

/** Deny lines stand before allow lines, and behind those everybody else is denied. */
function byAddress({ allow, deny }: Lists, address: string): Verdict {
  if (deny && isWithin(address, deny)) return 'out';
  if (!allow) return 'silent';
  return isWithin(address, allow) ? 'in' : 'out';
}

const blockLists = new WeakMap<readonly string[], BlockList>();

/** Whether an address is in one of the networks. */
export function isWithin(address: string, networks: readonly string[]): boolean {
  const list = blockLists.get(networks) ?? blockListOf(networks);
  blockLists.set(networks, list);
  return list.check(address, familyOf(address));
}

function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [first = '', bits] = network.split('/');
    try {
      if (bits === undefined) list.addAddress(first, familyOf(first));
      else list.addSubnet(first, Number(bits), familyOf(first));
    } catch {
      // What is no network holds nobody: nginx would not load it.
    }
  }
  return list;
}

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');

/** Where a client without a session is sent, where that can be told. */
function withoutSession({ owner }: At, { scheme, host, path }: Question): KeptOut {
  const values = owner.valuesOf(externalAuth);
  const signIn = values['auth-signin']?.value;
  if (signIn === undefined) return { kind: 'kept-out', status: 401 };
  if (signIn.includes('$')) return { kind: 'kept-out', status: 302 };
  const parameter = values['auth-signin-redirect-param']?.value ?? 'rd';
  const asked = ['?', '&'].some((before) => signIn.includes(`${before}${parameter}=`))
    ? ''
    : `${signIn.includes('?') ? '&' : '?'}${parameter}=${scheme}://${host}${encodeURIComponent(path)}`;
  return { kind: 'kept-out', status: 302, location: signIn + asked };
}

const isExempt = ({ location, config }: At): boolean =>
  (config.value('no-auth-locations')?.value ?? ['/.well-known/acme-challenge']).some((prefix) =>
    location.path.startsWith(prefix),
  );

const nobody: Report = () => {};
