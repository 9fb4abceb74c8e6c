import { describe, expect, it } from 'vitest';
import type { Converted } from '../convert.ts';
import { emitters } from '../registry.ts';
import { verified } from './verified.testing.ts';

type Objects = Converted['objects'];
type Spec = { rules?: Rule[]; [field: string]: unknown };
type Rule = { backendRefs?: { name: string }[]; filters?: object[]; [field: string]: unknown };

const ingress = (name: string, annotations: object, spec: object): object => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: {
    name,
    namespace: 'shop',
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([key, value]) => [`nginx.ingress.kubernetes.io/${key}`, value]),
    ),
  },
  spec: { ingressClassName: 'nginx', ...spec },
});

const rule = (host: string, ...paths: readonly (readonly [path: string, service: string])[]): object => ({
  host,
  http: {
    paths: paths.map(([path, name]) => ({
      path,
      pathType: 'ImplementationSpecific',
      backend: { service: { name, port: { number: 80 } } },
    })),
  },
});

const text = JSON.stringify({
  apiVersion: 'v1',
  kind: 'List',
  items: [
    ingress('web', {}, { rules: [rule('web.example.com', ['/', 'web'], ['/cart', 'cart'], ['/docs/', 'docs'])] }),
    ingress(
      'canary',
      { canary: 'true', 'canary-by-header': 'x-canary', 'canary-weight': '10' },
      { rules: [rule('web.example.com', ['/', 'next'])] },
    ),
    ingress(
      'office',
      { 'allowlist-source-range': '10.0.0.0/8', 'denylist-source-range': '10.6.0.0/16' },
      { rules: [rule('office.example.com', ['/', 'office'])] },
    ),
    ingress(
      'admin',
      { 'auth-type': 'basic', 'auth-secret': 'users' },
      { rules: [rule('admin.example.com', ['/', 'admin'])] },
    ),
    ingress(
      'members',
      { 'auth-url': 'http://auth.shop.svc.cluster.local/verify' },
      { rules: [rule('members.example.com', ['/', 'members'])] },
    ),
    ingress('api', { 'rewrite-target': '/$2' }, { rules: [rule('api.example.com', ['/v1(/|$)(.*)', 'api'])] }),
    ingress(
      'secure',
      { 'upstream-vhost': 'inner.example.com' },
      {
        rules: [rule('secure.example.com', ['/', 'secure'])],
        tls: [{ hosts: ['secure.example.com'], secretName: 'tls' }],
      },
    ),
    ingress(
      'moved',
      { 'permanent-redirect': 'https://new.example.com/shop' },
      { rules: [rule('old.example.com', ['/', 'web'])] },
    ),
    // Without the contents of users nobody could be let in.
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'users', namespace: 'shop' },
      stringData: { auth: 'a:{SHA}0000' },
    },
  ],
});

/** What may be broken about an object, each way with its name. */
function breaksOf(objects: Objects): readonly (readonly [name: string, change: (objects: Objects) => Objects])[] {
  const replaced = (at: number, change: (spec: Spec) => void) => (all: Objects) =>
    all.map((written, i) => {
      if (i !== at) return written;
      const object = structuredClone(written.object);
      change(object.spec as Spec);
      return { ...written, object };
    });
  return objects.flatMap(({ object: { kind, metadata, spec } }, at) => {
    const what = `${kind} ${metadata.name}`;
    const { rules = [] } = spec as Spec;
    return [
      [`without ${what}`, (all: Objects) => all.filter((_, i) => i !== at)] as const,
      ...rules.flatMap(({ backendRefs = [], filters = [] }, r) => [
        [`${what} without rule ${r}`, replaced(at, (s) => s.rules?.splice(r, 1))] as const,
        ...backendRefs.map(
          (_, b) =>
            [
              `${what} with another Service in rule ${r}`,
              replaced(at, (s) => {
                const ref = s.rules?.[r]?.backendRefs?.[b];
                if (ref) ref.name = 'another';
              }),
            ] as const,
        ),
        ...filters.map(
          (_, f) =>
            [
              `${what} without filter ${f} of rule ${r}`,
              replaced(at, (s) => s.rules?.[r]?.filters?.splice(f, 1)),
            ] as const,
        ),
      ]),
    ];
  });
}

describe.each(emitters)('whatever is broken in what $name prints is seen', async (emitter) => {
  let objects: Objects = [];
  const sound = await verified(text, emitter, (all) => {
    objects = all;
    return all;
  });
  const bad = ({ differences }: typeof sound) => differences.filter(({ kind }) => kind === 'open' || kind === 'untold');

  it('and nothing is seen where nothing is', () => {
    expect(bad(sound)).toEqual([]);
    expect(sound.alike).toBeGreaterThan(sound.asked / 2);
  });

  it.each(breaksOf(objects))('%s', async (_, change) => {
    const broken = await verified(text, emitter, change);
    const before = JSON.stringify(sound.differences);
    // What was told before may hide what was broken since, but not that the answers have changed.
    expect(bad(broken).length > 0 || JSON.stringify(broken.differences) !== before).toBe(true);
  });

  it('the loss of what guards a host lets strangers in', async () => {
    if (emitter.name !== 'agentgateway') return;
    const found = await verified(text, emitter, (all) =>
      all.filter(({ object: { kind, metadata } }) => kind !== 'AgentgatewayPolicy' || !/office/.test(metadata.name)),
    );
    expect(found.differences.some(({ kind }) => kind === 'open')).toBe(true);
  });
});
