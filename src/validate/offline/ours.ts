import { isIPv4 } from 'node:net';
import { groupBy } from '../../group.ts';
import type { Finding } from '../finding.ts';
import { areDistinct, areEqual } from './rules.ts';

/** The longest name that we give an object. */
const longestName = 63;

interface Header {
  readonly name: string;
}

interface Modifier {
  readonly set?: readonly Header[];
  readonly add?: readonly Header[];
}

interface Filter {
  readonly requestHeaderModifier?: Modifier;
  readonly responseHeaderModifier?: Modifier;
  readonly urlRewrite?: { readonly path?: { readonly replaceFullPath?: string } };
}

interface Value {
  readonly type?: string;
  readonly value?: string;
}

interface Match {
  readonly path?: Value;
  readonly headers?: readonly Value[];
}

interface Rule {
  readonly name?: string;
  readonly filters?: readonly Filter[];
  readonly matches?: readonly Match[];
}

/** The filters that change headers. */
const modifiers = ['requestHeaderModifier', 'responseHeaderModifier'] as const;

/** An object, as far as our own rules look at it, once the rules of the API hold for it. */
interface Ours {
  readonly metadata?: { readonly name?: string };
  readonly spec?: {
    readonly listeners?: readonly { readonly port: number; readonly protocol: string }[];
    readonly hostnames?: readonly string[];
    readonly rules?: readonly Rule[];
  };
}

/**
 * What an API server admits, and what is wrong nevertheless in an object that we have made: nobody could say what becomes of
 * it. The object has passed `checkOffline`.
 */
export function checkOurs(object: object): readonly Finding[] {
  const { metadata = {}, spec = {} }: Ours = object;
  const { name = '' } = metadata;
  const rules = spec.rules ?? [];
  const found: Finding[] = [];
  if (name.length > longestName)
    found.push(invalid(['metadata', 'name'], `must be at most ${longestName} characters long, is ${name.length}`));
  for (const [port, same] of groupBy(spec.listeners ?? [], (listener) => listener.port)) {
    if (!areEqual(same, ({ protocol }) => protocol === 'HTTP'))
      found.push(invalid(['spec', 'listeners'], `port ${port} must not speak HTTP and something else`));
  }
  spec.hostnames?.forEach((host, i) => {
    if (isIPv4(host)) found.push(invalid(['spec', 'hostnames', i], 'must not be an IP address'));
  });
  if (!areDistinct(namesOf(rules), (each) => each))
    found.push(invalid(['spec', 'rules'], 'no two rules may have one name'));
  rules.forEach(({ filters = [], matches = [] }, i) => {
    const path = ['spec', 'rules', i];
    filters.forEach((filter, j) => {
      checkFilter(filter, [...path, 'filters', j], found);
    });
    matches.forEach((match, j) => {
      checkMatch(match, [...path, 'matches', j], found);
    });
  });
  return found;
}

const namesOf = (rules: readonly Rule[]): readonly string[] => rules.flatMap(({ name }) => name ?? []);

function checkFilter(filter: Filter, path: Finding['path'], found: Finding[]): void {
  for (const field of modifiers) {
    const { set = [], add = [] } = filter[field] ?? {};
    if (!areDistinct([...set, ...add], (header) => header.name.toLowerCase()))
      found.push(invalid([...path, field], 'no header may be set or added twice'));
  }
  // In a rewrite it would become part of the path; in a redirect it may be meant.
  if (/[?#]/.test(filter.urlRewrite?.path?.replaceFullPath ?? ''))
    found.push(invalid([...path, 'urlRewrite', 'path'], 'must not hold ? or #'));
}

function checkMatch({ path: value, headers = [] }: Match, path: Finding['path'], found: Finding[]): void {
  const check = ({ type, value: regex = '' }: Value): void => {
    if (type === 'RegularExpression' && isBeyondRe2(regex))
      found.push(invalid(path, 'a regular expression must not look around or refer back'));
  };
  if (value) check(value);
  headers.forEach(check);
}

// Groups in character classes and after a backslash are none.
const isBeyondRe2 = (regex: string): boolean =>
  /\\[1-9]|\(\?(?:[=!>]|<[=!])/.test(regex.replace(/\\[^1-9]/g, '').replace(/\[[^\]]*\]?/g, ''));

const invalid = (path: Finding['path'], message: string): Finding => ({ path, type: 'Invalid', message });
