import { describe, expect, it } from 'vitest';
import { decidingDirective } from './snippet.ts';

describe('a snippet decides about requests', () => {
  it.each([
    ['deny all;', 'deny'],
    ['if ($request_uri ~ "#") { deny all; }', 'if'],
    ['add_header A "b; deny all"; return 302 https://login.example.com;', 'return'],
    ['more_set_headers "A: b";\nrewrite_by_lua_block { ngx.exit(403) }', 'rewrite_by_lua_block'],
    ['internal;', 'internal'],
    ['satisfy any', 'satisfy'],
    ['location /admin { proxy_set_header A b; }', 'location'],
  ])('%s', (snippet, directive) => {
    expect(decidingDirective(snippet)).toBe(directive);
  });
});

describe('a snippet only shapes answers', () => {
  it.each([
    ['add_header X-Frame-Options "SAMEORIGIN" always;'],
    ['# deny all;\nproxy_set_header Host $host;'],
    ['more_set_headers "X: {a; deny b}";'],
    ["add_header A 'it''s; deny';"],
    ['client_max_body_size 8m;\n\n gzip on;'],
    [''],
  ])('%s', (snippet) => {
    expect(decidingDirective(snippet)).toBeUndefined();
  });
});
