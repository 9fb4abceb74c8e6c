import { describe, expect, test } from 'vitest';
import type { JsonObject, KubernetesObject } from '../emit/fragment.ts';
import { flawsOf, routed } from './references.ts';

const object = (kind: string, at: string, spec: JsonObject): KubernetesObject => {
  const [namespace = '', name = ''] = at.split('/');
  return { apiVersion: 'example.com/v1', kind, metadata: { namespace, name }, spec };
};
const http = { name: 'http', port: 80, protocol: 'HTTP' };
const gateway = object('Gateway', 'infra/main', { listeners: [http] });
const open = { namespaces: { from: 'All' } };
const openGateway = object('Gateway', 'infra/main', { listeners: [{ ...http, allowedRoutes: open }] });
const route = (at: string, spec: JsonObject) => object('HTTPRoute', at, spec);
const parent = { name: 'main', namespace: 'infra', sectionName: 'http' };
const messages = (objects: readonly KubernetesObject[], complete: readonly string[] = []) =>
  flawsOf(objects, complete).map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('flaws between objects', () => {
  test('two objects with one name', () => {
    expect(messages([gateway, gateway])).toEqual(['metadata.name: there is another Gateway infra/main']);
  });

  test('a listener that is not there', () => {
    const lost = route('web/shop', { parentRefs: [{ ...parent, sectionName: 'https' }] });
    expect(messages([openGateway, lost])).toEqual([
      'spec.parentRefs.0.sectionName: Gateway infra/main has no listener https',
    ]);
  });

  test('a listener that admits routes of its own namespace only', () => {
    const guest = route('web/shop', { parentRefs: [parent] });
    expect(messages([gateway, guest])).toEqual([
      'spec.parentRefs.0: Gateway infra/main admits no routes of namespace web',
    ]);
    expect(messages([openGateway, guest])).toEqual([]);
    expect(messages([gateway, route('infra/shop', { parentRefs: [parent] })])).toEqual([]);
  });

  test('a selector is judged by the names of namespaces, and not by labels that nobody knows', () => {
    const choosing = (key: string) => {
      const selector = { matchExpressions: [{ key, operator: 'In', values: ['docs'] }] };
      const allowedRoutes = { namespaces: { from: 'Selector', selector } };
      return object('Gateway', 'infra/main', { listeners: [{ ...http, allowedRoutes }] });
    };
    const guest = route('web/shop', { parentRefs: [parent] });
    expect(messages([choosing('kubernetes.io/metadata.name'), guest])).toHaveLength(1);
    expect(messages([choosing('kubernetes.io/metadata.name'), route('docs/x', { parentRefs: [parent] })])).toEqual([]);
    expect(messages([choosing('team'), guest])).toEqual([]);
  });

  test('a ListenerSet that its Gateway does not admit', () => {
    const set = object('ListenerSet', 'web/main', {
      parentRef: { name: 'main', namespace: 'infra' },
      listeners: [http],
    });
    const admitting = object('Gateway', 'infra/main', { listeners: [http], allowedListeners: open });
    expect(messages([gateway, set])).toEqual([
      'spec.parentRef: Gateway infra/main admits no ListenerSets of namespace web',
    ]);
    expect(messages([admitting, set])).toEqual([]);
  });

  test('a rule that is not there', () => {
    const policy = object('AgentgatewayPolicy', 'web/limits', {
      targetRefs: [{ group: '', kind: 'HTTPRoute', name: 'shop', sectionName: 'rule-1' }],
      traffic: { timeouts: {} },
    });
    expect(messages([route('web/shop', { rules: [{ name: 'rule-0' }] }), policy])).toEqual([
      'spec.targetRefs.0.sectionName: HTTPRoute web/shop has no rule or listener rule-1',
    ]);
  });

  test('two policies that set one field of one target', () => {
    const policy = (name: string, traffic: JsonObject) =>
      object('AgentgatewayPolicy', `web/${name}`, { targetRefs: [{ kind: 'HTTPRoute', name: 'shop' }], traffic });
    expect(messages([policy('a', { cors: {} }), policy('b', { cors: {}, retry: {} })])).toEqual([
      'spec.targetRefs.0: AgentgatewayPolicy web/a sets traffic.cors of HTTPRoute web/shop as well',
    ]);
    expect(messages([policy('a', { cors: {} }), policy('b', { phase: 'PreRouting', cors: {} })])).toEqual([]);
  });

  test('a reference into another namespace needs leave for just that', () => {
    const guest = route('web/shop', { rules: [{ backendRefs: [{ name: 'cart', namespace: 'pay', port: 80 }] }] });
    const grant = (kind: string, to: JsonObject) =>
      object('ReferenceGrant', 'pay/grant', { from: [{ group: '', kind, namespace: 'web' }], to: [to] });
    const lost = ['spec.rules.0.backendRefs.0: no ReferenceGrant lets HTTPRoute of web refer to Service pay/cart'];
    expect(messages([guest])).toEqual(lost);
    expect(messages([guest, grant('GRPCRoute', { group: '', kind: 'Service' })])).toEqual(lost);
    expect(messages([guest, grant('HTTPRoute', { group: '', kind: 'Service', name: 'other' })])).toEqual(lost);
    expect(messages([guest, grant('HTTPRoute', { group: '', kind: 'Service', name: 'cart' })])).toEqual([]);
    expect(messages([guest, grant('HTTPRoute', { group: '', kind: 'Service' })])).toEqual([]);
  });

  test('what is not among the objects is judged where all are said to be there', () => {
    const lost = route('web/shop', {
      parentRefs: [parent],
      rules: [
        {
          backendRefs: [
            { kind: 'AgentgatewayBackend', name: 'far' },
            { name: 'shop', port: 80 },
          ],
        },
      ],
    });
    expect(messages([lost])).toEqual([]);
    expect(messages([lost], routed)).toEqual([
      'spec.parentRefs.0: there is no Gateway infra/main',
      'spec.rules.0.backendRefs.0: there is no AgentgatewayBackend web/far',
    ]);
  });
});

describe('objects that no API server would read', () => {
  const selector = { matchLabels: { team: 'a' }, matchExpressions: [{ key: 'team', operator: 'In', values: ['a'] }] };
  const allowed = { namespaces: { from: 'Selector', selector } };
  const objects = [
    object('Gateway', 'infra/main', { listeners: [{ ...http, allowedRoutes: allowed }], allowedListeners: allowed }),
    object('ListenerSet', 'web/main', {
      parentRef: { name: 'main', namespace: 'infra' },
      listeners: [{ ...http, allowedRoutes: allowed }],
    }),
    route('web/shop', {
      parentRefs: [parent, { ...parent, kind: 'ListenerSet', namespace: 'web' }],
      rules: [{ name: 'a', backendRefs: [{ name: 'shop', namespace: 'docs', port: 80 }] }],
    }),
    object('ReferenceGrant', 'docs/a', { from: [{ kind: 'HTTPRoute', namespace: 'web' }], to: [{ kind: 'Service' }] }),
    object('AgentgatewayPolicy', 'web/a', {
      targetRefs: [{ kind: 'HTTPRoute', name: 'shop' }],
      traffic: { retry: {} },
    }),
    object('AgentgatewayPolicy', 'web/b', {
      targetRefs: [{ kind: 'HTTPRoute', name: 'shop' }],
      traffic: { retry: {} },
    }),
  ];
  type Json = JsonObject[string];

  /** The same value with something else in place of one that is in it, for each that is. */
  function mangled(value: Json, other: Json): readonly Json[] {
    if (typeof value !== 'object' || value === null) return [other];
    if (Array.isArray(value))
      return [other, ...value.flatMap((item, i) => mangled(item, other).map((one) => value.with(i, one)))];
    return [
      other,
      ...Object.entries(value).flatMap(([key, inner]) =>
        mangled(inner, other).map((one) => ({ ...value, [key]: one })),
      ),
    ];
  }

  test.each<Json>([null, [], {}, 'x', 5, [null], [5], { a: null }])('with %j somewhere', (other) => {
    for (const [i, one] of objects.entries()) {
      for (const spec of mangled(one.spec as JsonObject, other)) {
        const all = objects.with(i, { ...one, spec: spec as JsonObject });
        expect(() => flawsOf(all, routed), JSON.stringify(spec)).not.toThrow();
      }
    }
  });
});
