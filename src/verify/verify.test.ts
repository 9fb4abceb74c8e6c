import { describe, expect, it } from 'vitest';
import type { Outcome, Question, SourceSimulation } from './source.ts';
import { type Subject, verify } from './verify.ts';

const route = (host: string, spec: object) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'shop', namespace: 'default' },
  spec: { parentRefs: [{ name: 'main' }], hostnames: [host], ...spec },
});

const backendRefs = [{ name: 'shop', port: 80 }];

/** A source that answers every path in one way. */
const sourceOf = (outcome: Outcome, paths: readonly string[] = ['/']): SourceSimulation => ({
  asked: () => paths.map((path) => ({ question: { ...question, path }, about: [], respelt: path.startsWith('//') })),
  ask: () => ({ outcome, about: [] }),
});

const question: Question = {
  scheme: 'http',
  host: 'shop.com',
  path: '/',
  method: 'GET',
  headers: {},
  clientAddress: '192.0.2.1',
  signedIn: false,
};

const verifiedBy = (source: SourceSimulation, spec: object, more: Partial<Subject> = {}) =>
  verify({
    objects: [{ object: route('shop.com', spec), from: [] }] as never,
    diagnostics: [],
    source,
    dialect: { name: 'standard' },
    ports: { http: 80, https: 443 },
    ...more,
  });

const kinds = (...args: Parameters<typeof verifiedBy>) => verifiedBy(...args)?.differences.map(({ kind }) => kind);

const toShop = { kind: 'backend', uri: '/', host: 'shop.com' } as const;
const backend = { namespace: 'default', name: 'shop', port: 80 };
const keptOut: Outcome = { kind: 'kept-out', status: 403 };

describe('two answers', () => {
  it('are alike where the same backend gets the same', () => {
    expect(kinds(sourceOf({ ...toShop, shares: [{ weight: 1, backend }] }), { rules: [{ backendRefs }] })).toEqual([]);
  });

  it('differ by the backend, its port, its share and the path', () => {
    const shares = [{ weight: 1, backend }];
    const rules = [{ backendRefs }];
    for (const other of [
      { shares: [{ weight: 1, backend: { ...backend, name: 'cart' } }] },
      { shares: [{ weight: 1, backend: { ...backend, port: 81 } }] },
      {
        shares: [
          { weight: 0.5, backend },
          { weight: 0.5, backend: { ...backend, name: 'cart' } },
        ],
      },
      { shares, uri: '/cart' },
      { shares, host: 'inner.com' },
    ])
      expect(kinds(sourceOf({ ...toShop, ...other }), { rules })).toEqual(['untold']);
  });

  it('are open where a backend takes the place of a refusal', () => {
    expect(kinds(sourceOf(keptOut), { rules: [{ backendRefs }] })).toEqual(['open']);
    expect(kinds(sourceOf(keptOut, ['//']), { rules: [{ backendRefs }] })).toEqual(['open']);
    expect(kinds(sourceOf(keptOut), { rules: [{}] })).toEqual([]);
  });

  it('differ where an error takes the place of a backend', () => {
    const shares = [{ weight: 1, backend }];
    expect(kinds(sourceOf({ ...toShop, shares }), { rules: [{}] })).toEqual(['untold']);
    expect(kinds(sourceOf({ ...toShop, shares }, ['//']), { rules: [{}] })).toEqual(['spelling']);
  });

  it('are counted apart where nobody knows the first', () => {
    const found = verifiedBy(sourceOf({ kind: 'unknown', because: 'magic' }), { rules: [{ backendRefs }] });
    expect(found?.notModelled).toEqual(new Map([['magic', 1]]));
    expect(found?.alike).toBe(0);
  });
});

it('gives up where there is too much to ask', () => {
  const source = sourceOf(keptOut, ['/a', '/b', '/c']);
  expect(verifiedBy(source, { rules: [{}] }, { most: 3 })?.asked).toBe(3);
  expect(verifiedBy(source, { rules: [{}] }, { most: 2 })).toBeUndefined();
});
