import { isIPv4 } from 'node:net';
import { groupBy } from '../../group.ts';
import type { Finding } from '../finding.ts';
import { areDistinct, areEqual } from './rules.ts';

/** The longest name that we give an object. */
const longestName = 63;

interface Listener {
  readonly port: number;
  readonly protocol: string;
}

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
    readonly listeners?: readonly Listener[];
    readonly hostnames?: readonly string[];
    readonly rules?: readonly Rule[];
  };
}

/**
 * What an API server admits, and what is wrong nevertheless in an object that we have made: nobody could say what becomes of
 * it. The object has passed `checkOffline`.
 */
export function checkOurs(object: object): readonly Finding[] {
  const { metadata, spec }: Ours = object;
  const found: Finding[] = [];
  const length = metadata?.name?.length ?? 0;
  if (length > longestName)
    found.push(invalid(['metadata', 'name'], `must be at most ${longestName} characters long, is ${length}`));
  if (spec?.listeners) checkListeners(spec.listeners, found);
  if (spec?.hostnames) checkHostnames(spec.hostnames, found);
  if (spec?.rules) checkRules(spec.rules, found);
  return found;
}

function checkListeners(listeners: readonly Listener[], found: Finding[]): void {
  for (const [port, same] of groupBy(listeners, (listener) => listener.port)) {
    if (!areEqual(same, ({ protocol }) => protocol === 'HTTP'))
      found.push(invalid(['spec', 'listeners'], `port ${port} must not speak HTTP and something else`));
  }
}

function checkHostnames(hostnames: readonly string[], found: Finding[]): void {
  for (let i = 0; i < hostnames.length; i += 1) {
    if (isIPv4(hostnames[i] as string)) found.push(invalid(['spec', 'hostnames', i], 'must not be an IP address'));
  }
}

function checkRules(rules: readonly Rule[], found: Finding[]): void {
  if (rules.length > 1 && !areDistinct(namesOf(rules), (each) => each))
    found.push(invalid(['spec', 'rules'], 'no two rules may have one name'));
  for (let i = 0; i < rules.length; i += 1) {
    const { filters = none, matches = none } = rules[i] as Rule;
    for (let j = 0; j < filters.length; j += 1) checkFilter(filters[j] as Filter, i, j, found);
    for (let j = 0; j < matches.length; j += 1) checkMatch(matches[j] as Match, i, j, found);
  }
}

const none: readonly never[] = [];

const namesOf = (rules: readonly Rule[]): readonly string[] => rules.flatMap(({ name }) => name ?? []);

function checkFilter(filter: Filter, i: number, j: number, found: Finding[]): void {
  for (let k = 0; k < modifiers.length; k += 1) {
    const field = modifiers[k] as (typeof modifiers)[number];
    const modifier = filter[field];
    if (modifier && !areDistinct(headersOf(modifier), (header) => header.name.toLowerCase()))
      found.push(invalid(['spec', 'rules', i, 'filters', j, field], 'no header may be set or added twice'));
  }
  // In a rewrite it would become part of the path; in a redirect it may be meant.
  if (/[?#]/.test(filter.urlRewrite?.path?.replaceFullPath ?? ''))
    found.push(invalid(['spec', 'rules', i, 'filters', j, 'urlRewrite', 'path'], 'must not hold ? or #'));
}

const headersOf = ({ set = none, add = none }: Modifier): readonly Header[] => [...set, ...add];

function checkMatch({ path, headers = none }: Match, i: number, j: number, found: Finding[]): void {
  if (path) checkValue(path, i, j, found);
  for (let k = 0; k < headers.length; k += 1) checkValue(headers[k] as Value, i, j, found);
}

function checkValue({ type, value = '' }: Value, i: number, j: number, found: Finding[]): void {
  if (type === 'RegularExpression' && isBeyondRe2(value))
    found.push(invalid(['spec', 'rules', i, 'matches', j], 'a regular expression must not look around or refer back'));
}

// Groups in character classes and after a backslash are none.
const isBeyondRe2 = (regex: string): boolean =>
  /\\[1-9]|\(\?(?:[=!>]|<[=!])/.test(regex.replace(/\\[^1-9]/g, '').replace(/\[[^\]]*\]?/g, ''));

const invalid = (path: Finding['path'], message: string): Finding => ({ path, type: 'Invalid', message });
