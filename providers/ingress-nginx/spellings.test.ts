import { describe, expect, it } from 'vitest';
import { dotSegments, spellingsOf, takingEscapes, unfolded } from './spellings.ts';

const takes = (kind: 'exact' | 'prefix', path: string) => new RegExp(`^(?:${spellingsOf(kind, path)})$`);

describe('the spellings of /admin and what is below it', () => {
  it.each(['/admin', '/admin/', '/admin/x', '//admin', '/./admin', '/%61dmin', '/adm%69n/x', '/admin%2Fx'])(
    'hold %s',
    (path) => {
      expect(path).toMatch(takes('prefix', '/admin'));
    },
  );
  it.each(['/', '/adminx', '/x/admin', '/Admin', '/ad/min'])('do not hold %s', (path) => {
    expect(path).not.toMatch(takes('prefix', '/admin'));
  });
});

describe('the spellings of other paths', () => {
  it.each([
    ['exact', '/a/b', '/a//b', true],
    ['exact', '/a/b', '/a/b/c', false],
    ['exact', '/a/', '/a//', true],
    ['exact', '/a/', '/a', false],
    ['exact', '/a/', '/a/b', false],
    ['prefix', '/user%20guide', '/user%20guide/x', true],
    ['prefix', '/a%2520b', '/%61%2520b', true],
    ['prefix', '/a%2520b', '/a%20b', false],
    ['prefix', '/v1.2', '/v1%2E2', true],
    ['prefix', '/v1.2', '/v1x2', false],
    ['prefix', '/caf%C3%A9', '/café/x', true],
    ['prefix', '/caf%C3%A9', '/caf%c3%a9', true],
  ] as const)('%s %s: %s', (kind, path, request, held) => {
    expect(takes(kind, path).test(request)).toBe(held);
  });

  it('have no pattern where it would be longer than the API allows', () => {
    expect(spellingsOf('prefix', `/${'x'.repeat(200)}`)).toBeUndefined();
  });
});

describe('paths with ..', () => {
  it.each(['/x/../admin', '/x/%2e%2E/admin', '/x/..//admin', '/x%2F..%2fadmin', '/public/..'])('take %s', (path) => {
    expect(path).toMatch(new RegExp(`^(?:${dotSegments})$`));
  });
  it.each(['/', '/a..b', '/..a', '/a/...', '/a/./b'])('do not take %s', (path) => {
    expect(path).not.toMatch(new RegExp(`^(?:${dotSegments})$`));
  });
});

describe('paths that nginx would change', () => {
  it.each(['//admin', '/a/./b', '/a/.', '/a/../b', '/%61dmin', '/admin%2Fx', '/a%2e', '/%5A', '/%7e', '/%30'])(
    'take %s',
    (path) => {
      expect(path).toMatch(new RegExp(`^(?:${unfolded([])})$`));
    },
  );
  it.each(['/', '/admin/x', '/a.b', '/a..b/c', '/a%20b', '/%C3%A4', '/a%40b', '/a%2Bb'])('do not take %s', (path) => {
    expect(path).not.toMatch(new RegExp(`^(?:${unfolded([])})$`));
  });
  it.each([
    ['/@admin', '/%40admin', true],
    ['/a\\+b', '/a%2bb', true],
    ['/[!a-z]+', '/%21', true],
    ['/[^/]+', '/%40', false],
    ['/(?:a|b)+', '/%3Aa', false],
    ['/a+(.*)$', '/a%2B%28%24', false],
  ])('%s takes %s with its characters escaped: %s', (pattern, request, taken) => {
    expect(new RegExp(`^(?:${unfolded([pattern])})$`).test(request)).toBe(taken);
  });
});

describe('a pattern that takes escapes', () => {
  it.each([
    ['(?i)/a.b.*', '/a%20b', true],
    ['(?i)/a.b.*', '/axb', true],
    ['(?i)/a.b.*', '/a%20xb', false],
    ['/[^/]{1,2}/x', '/%20%C3/x', true],
    ['/[^/]{1,2}/x', '/%20aa/x', false],
    ['/[^0-9]+', '/a%20b', true],
    ['/\\W', '/%40', true],
    ['/(?P<word>\\w+)\\s(?:x|y)?', '/a%20x', true],
    ['/\\x20', '/%20', true],
    ['/[[:space:]a]', '/%20', true],
    ['/a\\.b', '/a%20b', false],
  ])('%s takes %s: %s', (pattern, request, taken) => {
    const { source, flags } = jsOf(takingEscapes(pattern));
    expect(new RegExp(`^(?:${source})$`, flags).test(request)).toBe(taken);
  });

  it.each(['(?i)/a/.*', '/[^/]+/(.*)', '/v\\d+\\.\\d', '/[\\w.-]+', '/(?:a|b)(?P<c>\\d)?', '/[a-z=]{2}', '/a\\b'])(
    'is %s itself where nothing else is taken',
    (pattern) => {
      expect(takingEscapes(pattern)).toBe(pattern);
    },
  );
});

/** JavaScript writes case and the names of groups otherwise, and has no POSIX classes. */
const jsOf = (pattern: string) => ({
  source: pattern.replace('(?i)', '').replaceAll('(?P<', '(?<').replaceAll('[:space:]', '\\s'),
  flags: pattern.startsWith('(?i)') ? 'i' : '',
});
