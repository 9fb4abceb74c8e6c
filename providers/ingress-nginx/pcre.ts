import { remembering } from '../../src/remembering.ts';
import { classOf, escapeOf } from './pcre-atoms.ts';

/** From nginx's regular expressions (PCRE, searched for) to RE2's (the whole text must match). */

/** A translated pattern, or why it has no translation. */
type Translation = { readonly pattern: string; readonly groups: number } | { readonly problem: string };

/**
 * The RE2 pattern for the whole path that holds where nginx's `~* "^<path>"` finds a match. `^` binds to the first
 * alternative only, as it does in nginx, so `/a|/b` is found anywhere in its second half.
 */
export function locationPattern(path: string): Translation {
  const alternatives = translate(path);
  if ('problem' in alternatives) return alternatives;
  const anchored = alternatives.texts.map((text, i) =>
    i === 0 || text.startsWith('^') ? `${text.replace(/^\^/, '')}.*` : `.*${text}.*`,
  );
  return { pattern: `(?i)${grouped(anchored)}`, groups: alternatives.groups };
}

/**
 * The RE2 pattern of nginx's `rewrite "(?i)<path>"`, with the path around it: the rewrite's own pattern is searched
 * for anywhere, and the whole path is replaced.
 */
export function rewritePattern(path: string): Translation {
  const alternatives = translate(path);
  if ('problem' in alternatives) return alternatives;
  const [only, ...more] = alternatives.texts;
  const pattern = more.length === 0 ? `${only}.*` : `.*?${grouped(alternatives.texts)}.*`;
  return { pattern: `(?i)${pattern}`, groups: alternatives.groups };
}

/** The RE2 pattern for the whole path that holds where a pattern is found anywhere in it. */
export function pathPattern(text: string, insensitive: boolean): Translation {
  const alternatives = translate(text);
  if ('problem' in alternatives) return alternatives;
  const anywhere = alternatives.texts.map((one) => {
    const start = one.startsWith('^') ? one.slice(1) : `.*${one}`;
    return endsText.test(start) ? start.slice(0, -1) : `${start}.*`;
  });
  return { pattern: `${insensitive ? '(?i)' : ''}${grouped(anywhere)}`, groups: alternatives.groups };
}

/** The RE2 pattern for the whole path that holds where a pattern with `^` at its start finds a match. Case counts. */
export function anchoredPattern(text: string): Translation {
  const ends = endsText.test(text);
  const alternatives = translate(text.slice(1, ends ? -1 : undefined));
  if ('problem' in alternatives) return alternatives;
  const [only, ...more] = alternatives.texts;
  if (!text.startsWith('^') || more.length > 0) return { problem: 'it may match anywhere in the path' };
  return { pattern: ends ? (only ?? '') : `${only}.*`, groups: alternatives.groups };
}

/** The RE2 pattern of a regular expression that is searched for anywhere in a text that is no path. */
export function valuePattern(text: string): Translation {
  const alternatives = translateWith(text, (part) => part);
  if ('problem' in alternatives) return alternatives;
  return { pattern: alternatives.texts.join('|'), groups: alternatives.groups };
}

/** Whether nginx reads the text as itself: no character of it means anything to PCRE but `.`. */
export const isLiteral = (path: string): boolean => /^[-A-Za-z0-9/_~!&',;=:@ .]*$/.test(path);

/** Whether an expression ends with the text. */
const endsText = /(?<!\\)\$$/;

const grouped = (texts: readonly string[]): string =>
  texts.length === 1 ? (texts[0] ?? '') : `(?:${texts.join('|')})`;

const unsupported: readonly { readonly pattern: RegExp; readonly problem: string }[] = [
  { pattern: /\(\?(?:[=!]|<[=!])/, problem: 'it looks ahead or behind' },
  { pattern: /\(\?>/, problem: 'it has an atomic group' },
  { pattern: /\(\?(?:R|\d|&|P[=>])/, problem: 'it recurses or refers back by name' },
  { pattern: /\(\?\(/, problem: 'it has a condition' },
  { pattern: /[*+?}]\+/, problem: 'it has a possessive quantifier' },
];

const onlyPcre = 'it uses an escape that only PCRE has';

type Alternatives = { readonly texts: readonly string[]; readonly groups: number } | { readonly problem: string };

/** What is the same in every syntax, and travels as it is. */
const sameEverywhere = /^[-A-Za-z0-9/_~.!&',;=:@]*$/;

/** All but the last of the characters at a start that mean themselves: a quantifier may follow the last. */
const plainStart = /^[\w/-]*(?=[\w/-])/;

/** The alternatives at the top level, each in RE2's syntax, with their characters as they travel. */
function translate(path: string): Alternatives {
  const [start = ''] = plainStart.exec(path) ?? [];
  const rest = translateRest(path.slice(start.length));
  if ('problem' in rest) return rest;
  const [first = '', ...more] = rest.texts;
  return { texts: [start + first, ...more], groups: rest.groups };
}

/** Paths differ in how they start, and many go on alike. */
const translateRest = remembering((rest) => translateWith(rest, traveling));

function translateWith(path: string, travel: (text: string) => string): Alternatives {
  if (sameEverywhere.test(path)) return { texts: [path], groups: 0 };
  const travels = travel(path) === path;
  const refused = unsupported.find(({ pattern }) => pattern.test(path));
  if (refused) return { problem: refused.problem };
  const texts: string[] = [];
  let text = '';
  let depth = 0;
  let groups = 0;
  for (let i = 0; i < path.length; i++) {
    const c = String.fromCodePoint(path.codePointAt(i) ?? 0);
    plain.lastIndex = i;
    if (plain.test(path)) {
      text += path.slice(i, plain.lastIndex);
      i = plain.lastIndex - 1;
    } else if (c === '\\') {
      if (i + 1 === path.length) return { problem: 'it ends in a backslash' };
      const atom = escapeOf(path.slice(i), travel);
      if (atom === undefined) return { problem: onlyPcre };
      i += atom.length - 1;
      text += asOne(atom.text, path[i + 1]);
    } else if (c === '[') {
      const end = endOfClass(path, i);
      if (end < 0) return { problem: 'a [ is never closed' };
      const members = path.slice(i, end + 1);
      if (!travels && travel(members) !== members)
        return { problem: 'a class holds characters that travel escaped in a URL' };
      const same = classOf(members);
      if (same === undefined) return { problem: onlyPcre };
      text += same;
      i = end;
    } else if (c === '|' && depth === 0) {
      texts.push(text);
      text = '';
    } else if (c === '{' || c === '}') {
      const [bound, least = 0, most = 0] = /^\{(\d+)(?:,(\d*))?\}/.exec(path.slice(i)) ?? [];
      if (Math.max(Number(least), Number(most)) > mostRepeated) return { problem: 'it repeats something too often' };
      text += bound ?? `\\${c}`;
      if (bound !== undefined) i += bound.length - 1;
    } else {
      if (c === '(') depth++;
      if (c === ')') depth--;
      if (depth < 0) return { problem: 'a ) was never opened' };
      if (c === '(' && (path[i + 1] !== '?' || /^\(\?P?<\w/.test(path.slice(i)))) groups++;
      i += c.length - 1;
      text += travels ? c : asOne(travel(c), path[i + 1]);
    }
  }
  if (depth > 0) return { problem: 'a ( is never closed' };
  texts.push(text);
  return compiles(texts) ? { texts, groups } : { problem: 'it is not a regular expression' };
}

/** How often RE2 repeats something. */
const mostRepeated = 1000;

/** Characters that travel as they are, and that say nothing about what is around them. */
const plain = /[\w/.*+?^$~!&',;=:@-]+/y;

/** nginx looks at decoded paths, a gateway at what travels: there a space is `%20`, and what is not ASCII is escaped or not. */
const traveling = (text: string): string =>
  text.replace(/[^\x21\x23-\x24\x26-\x3b\x3d\x3f-\x5f\x61-\x7e]/gu, (character) => {
    const bytes = [...Buffer.from(character, 'utf8')];
    const escaped = bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
    return character > '~' ? `(?:${character}|${escaped})` : escaped;
  });

/** A character that travels escaped is three, and a quantifier behind it is about all of them. */
const asOne = (text: string, next: string | undefined): string =>
  next !== undefined && '*+?{'.includes(next) ? text.replace(/%[\dA-F]{2}$/, '(?:$&)') : text;

function endOfClass(path: string, start: number): number {
  let i = start + 1;
  if (path[i] === '^') i++;
  if (path[i] === ']') i++;
  for (; i < path.length; i++) {
    if (path[i] === '\\') i++;
    else if (path.startsWith('[:', i)) i = Math.max(i, path.indexOf(':]', i) + 1);
    else if (path[i] === ']') return i;
  }
  return -1;
}

/** A first check with the engine at hand, which knows neither POSIX classes nor `(?P<name>`. */
function compiles(texts: readonly string[]): boolean {
  const source = texts
    .join('|')
    .replace(/\[:\^?\w+:\]/g, 'a')
    .replaceAll('(?P<', '(?<')
    .replace(/\(\?[ims]+\)/g, '');
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}
