import { RE2JS, RE2JSException } from 're2js';
import type { Profile } from './profile.ts';

const compiled = new Map<string, RE2JS | undefined>();

/** Whether the expression covers the whole text. One that does not compile covers nothing. */
export function covers(pattern: string, text: string, profile: Pick<Profile, 'regexCover'>): boolean {
  const regex = compile(pattern);
  if (regex === undefined || profile.regexCover === 'any') return regex?.matches(text) ?? false;
  const matcher = regex.matcher(text);
  return matcher.find() && matcher.start() === 0 && matcher.end() === text.length;
}

/** The expression, in the syntax that RE2 and Rust's `regex` share; nothing if it does not compile. */
export function compile(pattern: string): RE2JS | undefined {
  if (!compiled.has(pattern)) compiled.set(pattern, parse(pattern));
  return compiled.get(pattern);
}

/** The text with the first match replaced; `$n`, `${n}` and `$$` mean what they mean to Rust. */
export function replaceFirst(text: string, regex: RE2JS, replacement: string): string {
  const matcher = regex.matcher(text);
  if (!matcher.find()) return text;
  // Rust takes the longest run of word characters for the name, so `$1x` is a group called `1x`: an empty text.
  const inserted = replacement.replace(/\$(?:(\$)|\{([^}]*)\}|(\w+))/g, (_, dollar, braced, bare) =>
    dollar === undefined ? group(matcher, braced ?? bare) : dollar,
  );
  return text.slice(0, matcher.start()) + inserted + text.slice(matcher.end());
}

function group(matcher: ReturnType<RE2JS['matcher']>, name: string): string {
  if (!/^\d+$/.test(name)) return name in matcher.getNamedGroups() ? (matcher.group(name) ?? '') : '';
  return Number(name) <= matcher.groupCount() ? (matcher.group(Number(name)) ?? '') : '';
}

function parse(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) return undefined;
    throw error;
  }
}
