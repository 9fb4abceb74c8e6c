import { describe, expect, it } from 'vitest';
import { convert } from '../convert.ts';
import { releaseCrds } from '../dev/crds.ts';
import { layoutOf } from '../dev/topologies.ts';
import { emitters, providers } from '../registry.ts';
import { agentgatewayProfile, gatewayApiProfile } from '../simulate/profile.ts';
import { simulate } from '../simulate/simulate.ts';
import { judge } from '../validate/judge.ts';
import { flawsOf, routed } from '../validate/references.ts';
import type { KubernetesObject } from './fragment.ts';
import { newest } from './gateway-api.ts';
import { defaultSettings } from './settings.ts';

/** Estates that no single object has room for: what is printed keeps to the limits, and routes as if there were none. */

const definitions = releaseCrds('1.6.1', '1.4.1');
const layouts = [0, 1, 2].map((turn) => layoutOf(turn, newest));

interface Path {
  readonly path: string;
  readonly type?: string;
  readonly service: string;
}

const ingress = (
  name: string,
  host: string,
  paths: readonly Path[],
  { namespace = 'default', annotations = {}, tls = true } = {},
): object => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: {
    name,
    namespace,
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([key, value]) => [`nginx.ingress.kubernetes.io/${key}`, value]),
    ),
  },
  spec: {
    ingressClassName: 'nginx',
    ...(tls && { tls: [{ hosts: [host], secretName: `${name}-tls` }] }),
    rules: [
      {
        host,
        http: {
          paths: paths.map(({ path, type = 'Prefix', service }) => ({
            path,
            pathType: type,
            backend: { service: { name: service, port: { number: 80 } } },
          })),
        },
      },
    ],
  },
});

/** Converts, and holds the output to what an API server would say. */
function converted(items: readonly object[], emitter: (typeof emitters)[number], settings = defaultSettings) {
  const { objects, diagnostics } = convert({
    inputs: [{ path: 'estate.json', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) }],
    providers: providers.map((provider) => provider.open({})),
    emission: { dialect: emitter.open({}), others: [], settings },
  });
  const printed = objects.map(({ object }) => object);
  expect(diagnostics.filter(({ code }) => code.startsWith('I2G9'))).toEqual([]);
  expect(flawsOf(printed, routed)).toEqual([]);
  if (definitions) {
    const refused = printed.flatMap((object) => judge(definitions, object as never).map(({ message }) => message));
    expect(refused).toEqual([]);
  }
  return printed;
}

const profileOf = ({ name }: (typeof emitters)[number]) =>
  name === 'agentgateway' ? agentgatewayProfile : gatewayApiProfile;

const reached = (objects: readonly KubernetesObject[], host: string, path: string, profile = gatewayApiProfile) =>
  simulate(
    objects as never,
    { scheme: 'https', host, path, method: 'GET', clientAddress: '192.0.2.1', headers: {} },
    profile,
  ).backend?.name;

const ofKind = (objects: readonly KubernetesObject[], kind: string) => objects.filter((object) => object.kind === kind);
const lengths = (objects: readonly KubernetesObject[], field: string) =>
  objects.map(({ spec }) => {
    const list = spec?.[field];
    return Array.isArray(list) ? list.length : 0;
  });
const longHost = `${'a'.repeat(60)}.${'b'.repeat(60)}.example.com`;

describe.each(emitters)('$name', (emitter) => {
  it.each(['shop.example.com', longHost])('a host with 500 paths: %s', (host) => {
    const paths = Array.from({ length: 500 }, (_, i) => ({
      path: i % 5 === 0 ? `/a/${i - 1}/b` : `/a/${i}`,
      type: i % 2 === 0 ? 'Prefix' : 'Exact',
      service: `s-${i}`,
    }));
    const printed = converted([ingress('shop', host, paths)], emitter);
    expect(Math.max(...lengths(ofKind(printed, 'HTTPRoute'), 'rules'))).toBe(16);
    for (const { path, service } of paths) expect(reached(printed, host, path, profileOf(emitter)), path).toBe(service);
    expect(reached(printed, host, '/a/2/x', profileOf(emitter))).toBe('s-2');
    expect(reached(printed, host, '/a/3/x', profileOf(emitter))).toBeUndefined();
  });

  it.each(['shop.example.com', longHost])('100 expressions of one length on %s keep the order of nginx', (host) => {
    const letters = [...'abcdefghij'];
    const paths = letters.flatMap((x) =>
      letters.map((y) => ({ path: `/[${x}${y}z]`, type: 'ImplementationSpecific', service: `s-${x}${y}` })),
    );
    const printed = converted([ingress('shop', host, paths, { annotations: { 'use-regex': 'true' } })], emitter);
    // nginx tries longer ones first, and those of one length from the end of the alphabet.
    const first = (path: string) =>
      [...paths].sort((a, b) => (a.path < b.path ? 1 : -1)).find((one) => new RegExp(`^${one.path}`).test(path));
    for (const letter of [...letters, 'z']) {
      const service = reached(printed, host, `/${letter}`, profileOf(emitter));
      expect(service, letter).toBe(first(`/${letter}`)?.service);
    }
  });

  it.each(layouts)('1,000 hosts, $name', ({ settings }) => {
    const hosts = Array.from({ length: 1000 }, (_, i) => `app-${i}.example.com`);
    const items = hosts.map((host, i) =>
      ingress(`app-${i}`, host, [{ path: '/', service: `s-${i}` }], { namespace: `team-${i % 7}` }),
    );
    const printed = converted(items, emitter, settings);
    const listeners = [...ofKind(printed, 'Gateway'), ...ofKind(printed, 'ListenerSet')];
    const counts = lengths(listeners, 'listeners');
    expect(Math.max(...counts)).toBeLessThanOrEqual(64);
    const ofGateway = settings.topology === 'listener-sets' ? 1 : 0;
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2000 + ofGateway);
    for (const i of [0, 1, 6, 7, 63, 64, 500, 999])
      expect(reached(printed, hosts[i] ?? '', '/', profileOf(emitter))).toBe(`s-${i}`);
  });

  it.each([
    ['alike', () => 'shop.internal'],
    ['each in another way', (i: number) => `shop-${i}.internal`],
  ] as const)('a Service that 100 Ingresses use, %s', (_, nameOf) => {
    const items = Array.from({ length: 100 }, (_, i) =>
      ingress(`app-${i}`, `app-${i}.example.com`, [{ path: '/', service: 'shop' }], {
        annotations: {
          'backend-protocol': 'HTTPS',
          'proxy-ssl-secret': 'default/ca',
          'proxy-ssl-verify': 'on',
          'proxy-ssl-name': nameOf(i),
        },
      }),
    );
    const printed = converted(items, emitter);
    const policies = [...ofKind(printed, 'BackendTLSPolicy'), ...ofKind(printed, 'AgentgatewayPolicy')];
    const isOne = nameOf(0) === nameOf(1) || emitter.name === 'standard';
    expect(policies.filter(({ metadata }) => metadata.name.endsWith('backend-tls'))).toHaveLength(isOne ? 1 : 100);
  });

  it('a rule of 100 hosts that ask for the same needs no policy with more than 16 targets', () => {
    const paths = Array.from({ length: 100 }, (_, i) => ({ path: `/a${i}`, service: `s-${i}` }));
    const items = [
      ingress('shop', 'shop.example.com', paths, { annotations: { 'allowlist-source-range': '10.0.0.0/8' } }),
      ingress('open', 'shop.example.com', [{ path: '/', service: 'open' }]),
    ];
    const targets = lengths(ofKind(converted(items, emitter), 'AgentgatewayPolicy'), 'targetRefs');
    expect(Math.max(0, ...targets)).toBeLessThanOrEqual(16);
  });

  it('leave for the certificates of 40 hosts of one namespace', () => {
    const items = Array.from({ length: 40 }, (_, i) =>
      ingress(`app-${i}`, `app-${i}.example.com`, [{ path: '/', service: 's' }], { namespace: 'x'.repeat(63) }),
    );
    const grants = ofKind(converted(items, emitter, layouts[1]?.settings), 'ReferenceGrant');
    expect(lengths(grants, 'to')).toEqual([16, 16, 8]);
  });
});
