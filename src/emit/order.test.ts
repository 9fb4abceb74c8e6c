import { describe, expect, it } from 'vitest';
import type { Origins } from '../model/origin.ts';
import type { PathMatch, Route } from '../model/routing.ts';
import { inOrder } from './order.ts';

const from: Origins = [{ source: { kind: 'file', path: 'shop.yaml', text: '' }, path: [] }];
const guard = { kind: 'respond', status: 403, because: 'closed', keepsOut: true } as const;
const backend = { target: { kind: 'service', namespace: 'x', name: 'x', port: 80 }, policies: {}, from } as const;

const route = (namespace: string, path: PathMatch, more: Partial<Route> = {}): Route => ({
  namespace,
  schemes: ['http', 'https'],
  match: { path, headers: [] },
  action: { kind: 'forward', to: [backend] },
  policies: {},
  from,
  ...more,
});
const regex = (pattern: string): PathMatch => ({ kind: 'regex', pattern });
const prefix = (path: string): PathMatch => ({ kind: 'prefix', path });

/** What becomes of the route of `admin`, which is behind one of `web` in nginx and before it by name. */
function secondIs(first: Route, second: Route): 'served' | 'refused' {
  const [only] = inOrder([first, second], 'admin', () => {});
  return only?.action.kind === 'respond' ? 'refused' : 'served';
}
const guarded = (path: PathMatch) => route('web', path, { action: guard });
const open = (path: PathMatch) => route('admin', path);

describe('a route that would take requests from a guarded one of another namespace', () => {
  it.each([
    ['expressions of one length', regex('(?i)/x[a-m].*'), regex('(?i)/x[^0-].*')],
    ['alternatives outside of groups', regex('/foo(a)|/bar.'), regex('/bar[a-z].*xy')],
    ['an expression and a prefix', regex('/docs.*'), prefix('/docs/x')],
    ['a prefix that counts without its last slash', regex('/docs.*'), prefix('/docs/x/')],
  ])('is refused: %s', (_, first, second) => {
    expect(secondIs(guarded(first), open(second))).toBe('refused');
  });

  it.each([
    ['expressions of another length', regex('/x[a-m].*'), regex('/x[^0-9].*')],
    ['expressions that begin differently', regex('(?i)/shop.*'), regex('(?i)/docs.*')],
    ['alternatives inside a group', regex('/shop(a|b)'), regex('/docs(a|b)')],
    ['prefixes', prefix('/shop'), prefix('/docs')],
  ])('is served: %s', (_, first, second) => {
    expect(secondIs(guarded(first), open(second))).toBe('served');
  });

  it('is served where they never meet, or where the guard comes first by name as well', () => {
    const [first, second] = [regex('/x[a-m].*'), regex('/x[^0-].*')];
    expect(
      secondIs(
        route('web', first, { action: guard, schemes: ['http'] }),
        route('admin', second, { schemes: ['https'] }),
      ),
    ).toBe('served');
    expect(inOrder([route('aa', first, { action: guard }), open(second)], 'admin', () => {})[0]?.action.kind).toBe(
      'forward',
    );
  });
});
