import { describe, expect, it } from 'vitest';
import { providers } from './registry.ts';
import { type Annotations, converted, good, ingress, prefix } from './untrusted.testing.ts';

describe('patterns that take exponential time', () => {
  const names = providers.flatMap(({ features }) => features.flatMap(({ annotations }) => Object.keys(annotations)));
  // Long rows of what grammars repeat, with an end that no grammar takes.
  const rows = ['a', ' ', 'a ', 'a, ', 'a.', '/a', '(', '1.1.1.1,', 'a=b;', '\\', '%2', 'a:b\n', "'", '"', '{'];
  const gates: Annotations = {
    'auth-type': 'basic',
    'auth-url': 'http://a/',
    affinity: 'cookie',
    'enable-cors': 'true',
  };
  const withPrefix = (annotations: Annotations) =>
    Object.fromEntries(Object.entries(annotations).map(([name, value]) => [prefix + name, value]));

  it.each(rows)('come by no annotation: rows of %j', (row) => {
    const value = `${row.repeat(Math.ceil(4_000 / row.length))}\u00e9!`;
    for (const name of names) {
      const started = performance.now();
      converted(JSON.stringify(ingress(withPrefix({ ...gates, [name]: value }))));
      expect(performance.now() - started, name).toBeLessThan(5_000);
    }
  });

  const long = 100_000;
  const filled = (row: string) => row.repeat(long / row.length);
  const slow: Readonly<Record<string, { readonly annotations: Annotations; readonly path?: string }>> = {
    'blocks in blocks': { annotations: { 'configuration-snippet': filled('a{') } },
    'statements in a row': { annotations: { 'server-snippet': filled('a;\n ') } },
    'words in a row': { annotations: { 'configuration-snippet': filled('a ') } },
    'a number without an end': { annotations: { affinity: 'cookie', 'session-cookie-max-age': `${filled('1')}!` } },
    'classes that nobody closes': { annotations: { 'use-regex': 'true' }, path: `/${filled('[')}` },
    'groups in groups': { annotations: { 'use-regex': 'true' }, path: `/${filled('(')}${filled(')')}` },
    'alternatives in a row': { annotations: { 'use-regex': 'true' }, path: `/${filled('a|')}` },
  };

  it.each(Object.entries(slow))('come by nothing that is 100 kB long: %s', (_, { annotations, path = '/' }) => {
    const text = JSON.stringify(ingress(withPrefix(annotations), { path })) + good;
    const started = process.cpuUsage();
    converted(text);
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(1_500);
  });

  it.each([
    ['locations', 'location /a# { deny all; }'],
    ['locations below each other', 'location /a#/ { deny all; }'],
    ['redirects', 'rewrite ^/a#/(.*)$ /b/$1 permanent;'],
    ['redirects of locations', 'rewrite ^/a#/(.*)$ /b/$1 permanent; location /a#b { return 200; }'],
  ])('come by no row of statements on a host with many paths: %s', (_, statement) => {
    const snippet = Array.from({ length: 1_000 }, (_, i) => statement.replaceAll('#', String(i))).join('\n');
    const paths = Array.from({ length: 200 }, (_, i) => `/x${i}`);
    const text = paths.map((path, i) =>
      JSON.stringify(ingress(withPrefix({ 'server-snippet': snippet }), { name: `shop${i}`, path })),
    );
    const started = process.cpuUsage();
    converted(text.join('\n'));
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(10_000);
  });

  it.each(['(a+)+$', '(a|a)*$', '(a*)*b', '([a-z]+)*!', '(?:a?){50}a{50}', 'a*a*a*a*a*a*!', '[\\w-]*[a-z]*.*a*!'])(
    'come by no path: %s',
    (pattern) => {
      const row = 'a'.repeat(200);
      const annotations = withPrefix({
        'use-regex': 'true',
        'rewrite-target': '/$1',
        'server-alias': `~${pattern}`,
        'server-snippet': `location = /${row} { return 200 ok; } if ($host ~ "${pattern}") { return 403; } location ~ /${pattern} { deny all; }`,
        'configuration-snippet': `rewrite ^/${pattern} /b permanent; if ($uri = /${row}) { return 403; }`,
      });
      const other = ingress(annotations, { name: 'other', path: `/${'a'.repeat(5_000)}` });
      const started = performance.now();
      converted(`${JSON.stringify(ingress(annotations, { path: `/${pattern}` }))}\n${JSON.stringify(other)}`);
      expect(performance.now() - started).toBeLessThan(5_000);
    },
  );
});
