import type { HeaderMatch, Scheme } from '../../../src/model/routing.ts';
import { isFoundIn } from '../found.ts';
import { locationPattern } from '../pcre.ts';
import type { Server } from '../site.ts';
import type { Statement } from '../snippet.ts';

/** Which requests something holds for. */
export type When =
  | { readonly kind: 'always' }
  | { readonly kind: 'never'; readonly because: string }
  | { readonly kind: 'scheme'; readonly scheme: Scheme }
  /** One path of the location alone. */
  | { readonly kind: 'path'; readonly path: string }
  /** Every path below this one, which has no `/` at its end. `bare`: the location serves that path as well. */
  | { readonly kind: 'under'; readonly prefix: string; readonly bare?: boolean }
  /** Every path that starts so, be it in the middle of an element: a location of nginx. */
  | { readonly kind: 'starting'; readonly text: string; readonly bare?: boolean }
  /** Every path in which an expression is found: a location of nginx that goes before those of Ingresses. */
  | {
      readonly kind: 'matching';
      readonly expression: string;
      readonly insensitive: boolean;
      /** RE2, for the whole path. */
      readonly pattern: string;
    }
  /** Requests with such a header, or all others. */
  | { readonly kind: 'header'; readonly header: HeaderMatch; readonly has: boolean }
  /** Requests with a header that holds something which matches: RE2, searched for. */
  | { readonly kind: 'header-holds'; readonly header: string; readonly pattern: string };

/** Reads `if (...)`. `undefined` where nobody but nginx can tell. */
export function conditionOf(statement: Statement, server: Server): When | undefined {
  const words = [...statement.args];
  const first = words.shift()?.replace(/^\(/, '') ?? '';
  const variable = first === '' ? words.shift() : first;
  const last = words.pop() ?? '';
  // The bracket stands alone behind a quote.
  if (last !== ')') words.push(last.replace(/\)$/, ''));
  const [operator, value, ...more] = words;
  const name = /^\$\{?(\w+)\}?$/.exec(variable ?? '')?.[1];
  if (name === undefined || operator === undefined || value === undefined || more.length > 0) return undefined;
  if (!/^!?(=|~\*?)$/.test(operator) || (operator.endsWith('=') && value.includes('$'))) return undefined;
  const not = operator.startsWith('!');
  const comparison = operator.replace('!', '');
  const known = hostOf(name, server);
  if (known !== undefined) return fold(known, comparison, value, not);
  if (comparison === '=') return equality(name, value, not);
  const header = /^http_(\w+)$/.exec(name)?.[1]?.replaceAll('_', '-');
  const pattern = header === undefined ? undefined : searched(value, comparison === '~*');
  if (header === undefined || pattern === undefined) return undefined;
  return not
    ? { kind: 'header', header: { name: header, kind: 'regex', value: `.*(?:${pattern}).*` }, has: false }
    : { kind: 'header-holds', header, pattern };
}

/** The host, where the server has one name and no other. */
function hostOf(variable: string, { host, aliases }: Server): string | undefined {
  if (variable !== 'host' && variable !== 'server_name') return undefined;
  return host === '' || host.startsWith('*') || aliases.length > 0 ? undefined : host;
}

function fold(host: string, comparison: string, value: string, not: boolean): When | undefined {
  const holds = comparison === '=' ? host === value : matches(value, comparison === '~*', host);
  if (holds === undefined) return undefined;
  return holds !== not ? { kind: 'always' } : { kind: 'never', because: `the host is always ${host}` };
}

function matches(pattern: string, insensitive: boolean, text: string): boolean | undefined {
  return searched(pattern, insensitive) === undefined ? undefined : isFoundIn(text, pattern, insensitive);
}

function equality(name: string, value: string, not: boolean): When | undefined {
  const other = (scheme: string): Scheme => (scheme === 'http' ? 'https' : 'http');
  if (name === 'scheme' && (value === 'http' || value === 'https'))
    return { kind: 'scheme', scheme: not ? other(value) : value };
  if (name === 'https' && (value === 'on' || value === ''))
    return { kind: 'scheme', scheme: (value === 'on') === not ? 'http' : 'https' };
  if ((name === 'uri' || name === 'document_uri') && !not && isPlainPath(value)) return { kind: 'path', path: value };
  const header = /^http_(\w+)$/.exec(name)?.[1]?.replaceAll('_', '-');
  if (header === undefined || header === 'host' || !/^[\x20-\x7e]*$/.test(value)) return undefined;
  // A header that is absent reads as the empty text: whoever has it has something in it.
  if (value === '')
    return not ? undefined : { kind: 'header', header: { name: header, kind: 'regex', value: '.+' }, has: false };
  return { kind: 'header', header: { name: header, kind: 'exact', value }, has: !not };
}

/** Whether a path is the same decoded as it travels. */
export const isPlainPath = (path: string): boolean => /^\/[-A-Za-z0-9/_~.]*$/.test(path) && !path.includes('//');

/** RE2's syntax for a pattern that is searched for. */
function searched(pattern: string, insensitive: boolean): string | undefined {
  if (/[^\x21-\x7e]/.test(pattern) || 'problem' in locationPattern(pattern)) return undefined;
  return insensitive ? `(?i:${pattern})` : pattern;
}
