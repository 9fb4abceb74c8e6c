import { describe, expect, it } from 'vitest';
import { patternOf } from '../../src/validate/patterns.ts';
import { locationPattern, valuePattern } from './pcre.ts';

const patternAt = (path: string): string | undefined => {
  const translated = locationPattern(path);
  return 'pattern' in translated ? translated.pattern : undefined;
};

describe('escapes and classes in the syntax that other engines share', () => {
  it.each([
    ['/[\\w-.]+', '(?i)/[\\w\\-.]+.*'],
    ['/[.-\\d]', '(?i)/[.\\-\\d].*'],
    ['/[\\d-]', '(?i)/[\\d-].*'],
    ['/[a-z-9]', '(?i)/[a-z-9].*'],
    ['/[[:alnum:]-_]', '(?i)/[[:alnum:]\\-_].*'],
    ['/[[:^alpha:]]{2}', '(?i)/[[:^alpha:]]{2}.*'],
    ['/[]a[]', '(?i)/[\\]a\\[].*'],
    ['/[a&&b~~+--d]', '(?i)/[a&\\&b~\\~+-\\-d].*'],
    ['/[\\x{41}-\\x5A]', '(?i)/[\\x41-\\x5a].*'],
    ['/a\\x2eb\\x{2F}c', '(?i)/a\\.b/c.*'],
    ['/a\\ b', '(?i)/a%20b.*'],
    ['/a\\x20b', '(?i)/a%20b.*'],
    ['/a\\<b', '(?i)/a%3Cb.*'],
    ['/a\\%20', '(?i)/a%2520.*'],
    ['/\\Qa.b (c)\\E/d', '(?i)/a\\.b%20\\(c\\)/d.*'],
    ['/\\Qa.b', '(?i)/a\\.b.*'],
    ['/a\\\\1', '(?i)/a\\\\1.*'],
    ['/v1\\.2\\/\\-\\_\\d\\b', '(?i)/v1\\.2\\/\\-\\_\\d\\b.*'],
    ['/a +b', '(?i)/a(?:%20)+b.*'],
    ['/a\\x20{2}b', '(?i)/a(?:%20){2}b.*'],
    ['/\\Qa \\E?b', '(?i)/a(?:%20)?b.*'],
    ['/😀+x', '(?i)/(?:😀|%F0%9F%98%80)+x.*'],
    ['/a{1000}', '(?i)/a{1000}.*'],
  ])('%s becomes %s', (path, pattern) => {
    expect(patternAt(path)).toBe(pattern);
    expect(() => patternOf(pattern)).not.toThrow();
  });

  it.each([
    '/\\cA',
    '/\\0',
    '/\\1',
    '/(?<a>b)\\k<a>',
    '/\\e',
    '/\\h',
    '/\\N',
    '/\\v',
    '/\\pL',
    '/\\m',
    '/\\xe9',
    '/[\\b]',
    '/[[:shop:]]',
    '/[\\Qa\\E]',
    '/a{1001}',
    '/a{2,1001}',
  ])('%s has no other form', (path) => {
    expect(patternAt(path)).toBeUndefined();
  });

  it('what does not travel in a URL stays as it is', () => {
    expect(valuePattern('a\\ b\\<\\xC[ ]')).toEqual({ pattern: 'a\\ b<\f[ ]', groups: 0 });
  });
});
