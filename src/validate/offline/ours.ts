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

interface Rule {
  readonly name?: string;
  readonly filters?: readonly Filter[];
  readonly matches?: readonly { readonly path?: Value; readonly headers?: readonly Value[] }[];
}

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
export function* checkOurs(object: object): Iterable<Finding> {
  const { metadata = {}, spec = {} }: Ours = object;
  const { name = '' } = metadata;
  if (name.length > longestName)
    yield invalid(['metadata', 'name'], `must be at most ${longestName} characters long, is ${name.length}`);
  for (const [port, same] of groupBy(spec.listeners ?? [], (listener) => listener.port)) {
    if (!areEqual(same, ({ protocol }) => protocol === 'HTTP'))
      yield invalid(['spec', 'listeners'], `port ${port} must not speak HTTP and something else`);
  }
  for (const [i, host] of (spec.hostnames ?? []).entries()) {
    if (isIPv4(host)) yield invalid(['spec', 'hostnames', i], 'must not be an IP address');
  }
  const names = (spec.rules ?? []).flatMap((rule) => rule.name ?? []);
  if (!areDistinct(names, (each) => each)) yield invalid(['spec', 'rules'], 'no two rules may have one name');
  for (const [i, rule] of (spec.rules ?? []).entries()) yield* checkRule(rule, ['spec', 'rules', i]);
}

function* checkRule({ filters = [], matches = [] }: Rule, path: Finding['path']): Iterable<Finding> {
  for (const [i, filter] of filters.entries()) {
    const at = [...path, 'filters', i];
    for (const field of ['requestHeaderModifier', 'responseHeaderModifier'] as const) {
      const { set = [], add = [] } = filter[field] ?? {};
      if (!areDistinct([...set, ...add], (header) => header.name.toLowerCase()))
        yield invalid([...at, field], 'no header may be set or added twice');
    }
    // In a rewrite it would become part of the path; in a redirect it may be meant.
    if (/[?#]/.test(filter.urlRewrite?.path?.replaceFullPath ?? ''))
      yield invalid([...at, 'urlRewrite', 'path'], 'must not hold ? or #');
  }
  for (const [i, { path: value, headers = [] }] of matches.entries()) {
    for (const { type, value: regex = '' } of [value ?? {}, ...headers]) {
      if (type === 'RegularExpression' && isBeyondRe2(regex))
        yield invalid([...path, 'matches', i], 'a regular expression must not look around or refer back');
    }
  }
}

// Groups in character classes and after a backslash are none.
const isBeyondRe2 = (regex: string): boolean =>
  /\\[1-9]|\(\?(?:[=!>]|<[=!])/.test(regex.replace(/\\[^1-9]/g, '').replace(/\[[^\]]*\]?/g, ''));

const invalid = (path: Finding['path'], message: string): Finding => ({ path, type: 'Invalid', message });
