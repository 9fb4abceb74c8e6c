import { BlockList } from 'node:net';
import { defined } from '../../../src/defined.ts';
import { networks } from '../values.ts';

/** One `allow` or `deny`. */
export interface AddressRule {
  readonly allows: boolean;
  /** A network in CIDR notation, or everybody. */
  readonly network: string | 'all';
}

/** Networks that are let in alone, and networks that are kept out of them. */
interface AddressLists {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
}

/** What `allow` and `deny` speak of; `undefined` where it is no network. */
export function networkOf(text: string): string | undefined {
  if (text === 'all') return 'all';
  const parsed = networks.safeParse(text);
  return parsed.success && parsed.data.length === 1 ? parsed.data[0] : undefined;
}

/** Everybody, of both families. */
const everybody = ['0.0.0.0/0', '::/0'];

/**
 * nginx takes the first rule that holds; in the model a network that is kept out always is. Rules have a form where no
 * network is let in that a later rule would keep out. `undefined` where they have none.
 */
export function listsOf(rules: readonly AddressRule[]): AddressLists | undefined {
  const end = rules.findIndex(({ network }) => network === 'all');
  const before = end < 0 ? rules : rules.slice(0, end);
  const allow = before.filter(({ allows }) => allows).map(({ network }) => network);
  const deny: string[] = [];
  for (const [i, { allows, network }] of before.entries()) {
    const earlier = before.slice(0, i).flatMap((rule) => (rule.allows ? [rule.network] : []));
    if (allows || earlier.some((other) => holds(other, network))) continue;
    if (earlier.some((other) => holds(network, other))) return undefined;
    deny.push(network);
  }
  // Where nothing turns everybody else away, who is let in by name would be let in without.
  const closed = end >= 0 && rules[end]?.allows === false;
  if (closed && allow.length === 0) return { deny: everybody };
  return defined({ allow: closed ? allow : undefined, deny: deny.length > 0 ? deny : undefined });
}

function holds(wide: string, narrow: string): boolean {
  const [[base, length], [other, otherLength]] = [partsOf(wide), partsOf(narrow)];
  if (base.includes(':') !== other.includes(':') || length > otherLength) return false;
  const family = base.includes(':') ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  list.addSubnet(base, length, family);
  return list.check(other, family);
}

function partsOf(network: string): readonly [string, number] {
  const [base = '', length] = network.split('/');
  return [base, Number(length)];
}
