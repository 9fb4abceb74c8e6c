import { describe, expect, it } from 'vitest';
import { parseInputs } from '../../../src/read/inputs.ts';
import type { Outcome, Question } from '../../../src/verify/source.ts';
import { options } from '../options.ts';
import { simulate } from './simulate.ts';

type Path = readonly [type: 'Exact' | 'Prefix' | 'ImplementationSpecific', path: string, service: string];

const ingress = (host: string, paths: readonly Path[], annotations: object = {}, more: object = {}) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: {
    name: `${(host || 'every').replace('*', 'any')}-${paths[0]?.[2]}`,
    namespace: 'default',
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([name, value]) => [`nginx.ingress.kubernetes.io/${name}`, value]),
    ),
  },
  spec: {
    ingressClassName: 'nginx',
    rules: [
      {
        ...(host && { host }),
        http: {
          paths: paths.map(([pathType, path, name]) => ({
            pathType,
            path,
            backend: { service: { name, port: { number: 80 } } },
          })),
        },
      },
    ],
    ...more,
  },
});

/** The answer in few words. */
function answerTo(items: readonly object[], question: Partial<Question> & { readonly path: string }): string {
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const { ask } = simulate(
    parseInputs([{ path: 'input.json', text }], () => {}),
    options.parse({}),
  );
  const { outcome } = ask({
    scheme: 'http',
    host: 'shop.com',
    method: 'GET',
    headers: {},
    clientAddress: '192.0.2.1',
    signedIn: false,
    ...question,
  });
  return inWords(outcome);
}

function inWords(outcome: Outcome): string {
  if (outcome.kind === 'backend')
    return `${outcome.shares.map(({ weight, backend }) => `${backend.name}${weight < 1 ? ` ${weight}` : ''}`).join(' or ')} ${outcome.uri}`;
  if (outcome.kind === 'unknown') return outcome.because;
  return 'location' in outcome ? `${outcome.status} ${outcome.location}` : `${outcome.status}`;
}

const shop = (...paths: Path[]) => [ingress('shop.com', paths)];
const pattern = (path: string, service: string, target?: string) =>
  ingress('shop.com', [['ImplementationSpecific', path, service]], {
    'use-regex': 'true',
    ...(target && { 'rewrite-target': target }),
  });

describe('the rules of nginx', () => {
  it.each<readonly [what: string, items: readonly object[], path: string, answer: string]>([
    ['decodes a path', shop(['Prefix', '/foo', 'a']), '/%66oo', 'a /%66oo'],
    ['decodes slashes', shop(['Prefix', '/foo', 'a']), '/foo%2Fbar', 'a /foo%2Fbar'],
    ['folds slashes and dots', shop(['Prefix', '/foo', 'a']), '//x/./../foo', 'a //x/./../foo'],
    ['refuses what leads above the root', shop(['Prefix', '/', 'a']), '/../x', '400'],
    ['refuses a bad escape', shop(['Prefix', '/', 'a']), '/%zz', '400'],
    ['compares whole elements', shop(['Prefix', '/foo', 'a']), '/foobar', '404'],
    ['minds case', shop(['Prefix', '/foo', 'a']), '/FOO', '404'],
    ['completes a path', shop(['Prefix', '/foo/', 'a']), '/foo?x=1', '301 http://shop.com/foo/?x=1'],
    [
      'completes an exact path before a wider one',
      shop(['Exact', '/foo/', 'a'], ['Prefix', '/', 'b']),
      '/foo',
      '301 http://shop.com/foo/',
    ],
    ['asks exact paths first', shop(['Prefix', '/foo', 'b'], ['Exact', '/foo', 'a']), '/foo', 'a /foo'],
    [
      'keeps below an exact path what is below',
      shop(['Prefix', '/foo', 'b'], ['Exact', '/foo', 'a']),
      '/foo/',
      'b /foo/',
    ],
    ['asks the longest path', shop(['Prefix', '/foo', 'b'], ['Prefix', '/foo/bar', 'c']), '/foo/barz', 'b /foo/barz'],
    [
      'makes every path of a host a pattern',
      [pattern('/foo.*', 'a'), ...shop(['Prefix', '/bar', 'b'])],
      '/BARbaz',
      'b /BARbaz',
    ],
    [
      'asks longer patterns first',
      [pattern('/foo/[a-z]{3}', 'b'), ...shop(['Prefix', '/foo/bar', 'a'])],
      '/foo/bar',
      'b /foo/bar',
    ],
    ['completes no path on such a host', [pattern('/foo.*', 'a'), ...shop(['Prefix', '/bar/', 'b'])], '/bar', '404'],
    ['binds ^ to the first alternative', [pattern('/a|/b', 'a')], '/x/b', 'a /x/b'],
    ['replaces a whole path', [pattern('/foo(/|$)(.*)', 'a', '/$2')], '/foo//a%2Fb?q', 'a /a/b?q'],
    ['drops what no group holds', [pattern('/foo', 'a', '/')], '/foo/x', 'a /'],
    ['sends away', [pattern('/foo/(.*)', 'a', 'https://new.com/$1')], '/foo/x?y=1', '302 https://new.com/x?y=1'],
    ['escapes again', [pattern('/foo/(.*)', 'a', '/$1')], '/foo/a%20b%3F', 'a /a%20b%3F'],
    [
      'knows no lookahead',
      [pattern('/(?!x).*', 'a')],
      '/y',
      '/(?!x).* is a regular expression that only nginx understands',
    ],
  ])('%s', (_, items, path, answer) => {
    expect(answerTo(items, { path })).toBe(answer);
  });

  it.each<readonly [host: string, answer: string]>([
    ['x.shop.com', 'wild /'],
    ['X.SHOP.com:8080', 'wild /'],
    ['a_b.shop.com.', 'wild /'],
    ['a.b.shop.com', 'any /'],
    ['shop.com', 'any /'],
    ['own.shop.com', '404'],
  ])('finds the server of %s', (host, answer) => {
    const items = [
      ingress('*.shop.com', [['Prefix', '/', 'wild']]),
      ingress('own.shop.com', [['Prefix', '/own', 'own']]),
      ingress('', [['Prefix', '/', 'any']]),
    ];
    expect(answerTo(items, { host, path: '/' })).toBe(answer);
  });

  const tls = { tls: [{ hosts: ['shop.com'], secretName: 'tls' }] };
  const guarded = (annotations: object, more: object = {}) => [
    ingress('shop.com', [['Prefix', '/', 'a']], annotations, more),
  ];
  const lists = { 'allowlist-source-range': '10.0.0.0/8', 'denylist-source-range': '10.6.0.0/16' };
  const password = { 'auth-type': 'basic', 'auth-secret': 'users' };

  it.each<readonly [what: string, items: readonly object[], asked: Partial<Question>, answer: string]>([
    ['HTTPS before lists', guarded(lists, tls), {}, '308 https://shop.com/a'],
    ['lists over HTTPS', guarded(lists, tls), { scheme: 'https' }, '403'],
    ['whom a list allows', guarded(lists), { clientAddress: '10.1.2.3' }, 'a /a/'],
    ['whom one list allows and one denies', guarded(lists), { clientAddress: '10.6.0.1' }, '403'],
    ['a redirect before HTTPS', guarded({ 'permanent-redirect': '/new' }, tls), {}, '301 http://shop.com/new'],
    ['no password', guarded(password), {}, '401'],
    ['a password', guarded(password), { signedIn: true }, 'a /a/'],
    [
      'an address in place of a password',
      guarded({ ...password, ...lists, satisfy: 'any' }),
      { clientAddress: '10.1.2.3' },
      'a /a/',
    ],
    ['neither of the two', guarded({ ...password, ...lists, satisfy: 'any' }), {}, '401'],
    ['a list that is none', guarded({ 'allowlist-source-range': 'office' }), {}, '503'],
    [
      'a certificate where none is asked for in time',
      guarded({ 'auth-tls-secret': 'default/ca' }),
      { scheme: 'https' },
      '400',
    ],
    ['a certificate', guarded({ 'auth-tls-secret': 'default/ca' }), { scheme: 'https', signedIn: true }, 'a /a/'],
    ['a preflight before a list', guarded({ ...lists, 'enable-cors': 'true' }), { method: 'OPTIONS' }, '204'],
    [
      'a snippet',
      guarded({ 'configuration-snippet': 'deny all;' }),
      {},
      'configuration-snippet is configuration that only nginx reads',
    ],
  ])('answers to %s', (_, items, asked, answer) => {
    expect(answerTo(items, { path: '/a/', ...asked })).toBe(answer);
  });

  const canary = (annotations: object) => [
    ...shop(['Prefix', '/', 'main']),
    ingress('shop.com', [['Prefix', '/', 'next']], { canary: 'true', ...annotations }),
  ];

  it.each<readonly [annotations: object, headers: Record<string, string>, answer: string]>([
    [{ 'canary-by-header': 'X' }, { x: 'always' }, 'next /'],
    [{ 'canary-by-header': 'X', 'canary-weight': '100' }, { x: 'never' }, 'main /'],
    [{ 'canary-by-header': 'X', 'canary-by-header-value': 'yes' }, { x: 'always' }, 'main /'],
    [{ 'canary-by-header': 'X', 'canary-by-header-value': 'yes', 'canary-weight': '100' }, { x: 'never' }, 'next /'],
    [{ 'canary-by-header': 'X', 'canary-by-header-pattern': 'be.a' }, { x: 'xbetax' }, 'next /'],
    [{ 'canary-by-cookie': 'c' }, { cookie: 'a=b; c=always' }, 'next /'],
    [{ 'canary-weight': '5', 'canary-weight-total': '10' }, {}, 'main 0.95 or next 0.05 /'],
  ])('chooses between canary and main by %j and %j', (annotations, headers, answer) => {
    expect(answerTo(canary(annotations), { path: '/', headers })).toBe(answer);
  });
});
