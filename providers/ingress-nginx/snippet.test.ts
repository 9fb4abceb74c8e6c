import { describe, expect, it } from 'vitest';
import { parseSnippet } from './snippet.ts';
import { listsOf, networkOf } from './snippets/addresses.ts';
import { keepsOut } from './snippets/directives.ts';
import { redirectTo } from './snippets/urls.ts';

describe('a snippet may keep somebody out', () => {
  it.each([
    ['deny all;'],
    ['if ($request_uri ~ "#") { deny all; }'],
    ['return 403;'],
    ['more_set_headers "A: b";\nrewrite_by_lua_block { ngx.exit(403) -- don\'t }\n}'],
    ['internal;'],
    ['satisfy any;'],
    ['location /admin { proxy_set_header A b; }'],
    ['set $proxy_upstream_name other;'],
    ['if ($bad) { set $a 1; return 403; }'],
    // What nginx cannot read.
    ['satisfy any'],
    ['add_header A b; } deny all;'],
    ["add_header A 'it''s; deny';"],
    ['add_header A "b;'],
    ['if ($a) { add_header A b;'],
  ])('%s', (text) => expect(keepsOut(parseSnippet(text))).toBe(true));
});

describe('a snippet keeps nobody out', () => {
  it.each([
    ['add_header X-Frame-Options "SAMEORIGIN" always;'],
    ['# deny all;\nproxy_set_header Host $host;'],
    ['more_set_headers "X: {a; deny b}";'],
    ['client_max_body_size 8m;\n\n gzip on;'],
    ['return 301 https://shop.example.com$request_uri;'],
    ['rewrite ^ https://shop.example.com$request_uri? permanent;'],
    ['if ($http_origin ~ shop) { add_header A b; }'],
    ['add_header A ${host}b;'],
    ['# nothing'],
    [''],
  ])('%s', (text) => expect(keepsOut(parseSnippet(text))).toBe(false));
});

describe('rules on addresses', () => {
  const lists = (text: string) =>
    listsOf(
      text.split('; ').map((rule) => {
        const [verb, network = ''] = rule.split(' ');
        return { allows: verb === 'allow', network: networkOf(network) ?? '' };
      }),
    );
  it.each([
    ['allow 10.0.0.0/8; deny all', { allow: ['10.0.0.0/8'] }],
    ['deny all', { deny: ['0.0.0.0/0', '::/0'] }],
    ['deny 10.0.0.1; allow 10.0.0.0/8; deny all', { allow: ['10.0.0.0/8'], deny: ['10.0.0.1/32'] }],
    ['deny 10.0.0.1; allow all', { deny: ['10.0.0.1/32'] }],
    ['allow 10.0.0.1; deny 192.0.2.0/24', { deny: ['192.0.2.0/24'] }],
    ['allow 10.0.0.0/8; deny 10.0.0.1; deny all', { allow: ['10.0.0.0/8'] }],
    ['deny ::1; allow 2001:db8::/32; deny all', { allow: ['2001:db8::/32'], deny: ['::1/128'] }],
    ['allow 10.0.0.1; deny 10.0.0.0/8', undefined],
    ['allow all', {}],
  ])('%s', (text, expected) => expect(lists(text)).toEqual(expected));
});

describe('URLs of redirects', () => {
  it.each([
    ['https://shop.example.com$request_uri', { scheme: 'https', hostname: 'shop.example.com', query: 'keep' }],
    ['https://$host$request_uri', { scheme: 'https', query: 'keep' }],
    ['$scheme://www.example.com$request_uri', { hostname: 'www.example.com', query: 'keep' }],
    ['https://${host}:8443$uri', undefined],
    [
      'https://docs.example.com:8443/a?b=c',
      { scheme: 'https', hostname: 'docs.example.com', port: 8443, path: '/a', query: { replace: 'b=c' } },
    ],
    [
      'https://docs.example.com/a$is_args$args',
      { scheme: 'https', hostname: 'docs.example.com', path: '/a', query: 'keep' },
    ],
    ['https://docs.example.com/new$request_uri', undefined],
    ['https://docs.example.com$uri', { scheme: 'https', hostname: 'docs.example.com', query: { replace: '' } }],
    ['/login', { path: '/login', query: { replace: '' } }],
    ['https://login.example.com/?rd=$request_uri', undefined],
    ['https://$cookie_shard.example.com$request_uri', undefined],
  ])('%s', (url, expected) => {
    const read = redirectTo(url, 301);
    expect('to' in read ? read.to : undefined).toEqual(expected && { status: 301, ...expected });
  });
});
