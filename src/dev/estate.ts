import { annotationsOf } from '../annotations.ts';
import { parseManifests } from '../read/parse.ts';
import { dice } from './dice.ts';
import { goldenTexts } from './testdata.ts';

const prefix = 'nginx.ingress.kubernetes.io/';

/** Everything that golden inputs set annotations to, good and bad. */
const values = new Map<string, Set<string>>();
/** The objects beside Ingresses that golden inputs hold: Secrets, Services, ConfigMaps. */
const others: { readonly kind: string; readonly body: object }[] = [];
for (const { path, text } of goldenTexts('input.yaml')) {
  for (const manifest of parseManifests(path, text, () => {})) {
    if (manifest.ref.kind !== 'Ingress') others.push({ kind: manifest.ref.kind, body: manifest.body });
    for (const [key, value] of Object.entries<unknown>(annotationsOf(manifest))) {
      if (key.startsWith(prefix) && typeof value === 'string')
        values.set(key, (values.get(key) ?? new Set()).add(value));
    }
  }
}

const hosts = ['shop.example.com', 'admin.example.com', '*.example.com', ''];
const paths = ['/', '/docs', '/docs/', '/api/v1', '/cart(/|$)(.*)', '/a.b'];
const types = ['Prefix', 'Exact', 'ImplementationSpecific'];

/** How an estate is made. */
export interface EstateSettings {
  /** Annotations that no Ingress has. */
  readonly without?: RegExp;
  /** Annotations that every Ingress has, by name without the prefix. */
  readonly everywhere?: Readonly<Record<string, string>>;
  /** The namespaces of Ingresses. */
  readonly namespaces?: readonly string[];
  /** The namespace whose Ingresses have what they have everywhere; all have it where this is absent. */
  readonly only?: string;
  /** The settings of the controller, which are then in the only ConfigMap. */
  readonly config?: Readonly<Record<string, string>>;
}

/** A few Ingresses of two or three hosts with annotations in any combination, and objects that they may refer to. */
export function estate(
  seed: number,
  { without, everywhere = {}, namespaces = ['default'], only, config }: EstateSettings = {},
): object[] {
  const { below, pick } = dice(seed);
  // Rolled apart, so that the rest of an estate is the same in one namespace and in several.
  const places = dice(-seed);
  const names = [...values.keys()].filter((name) => !without?.test(name.slice(prefix.length)));
  const always = Object.entries(everywhere).map(([name, value]) => [prefix + name, value] as const);
  const homes = Array.from({ length: 3 }, () => places.pick(namespaces));
  const ingresses = Array.from({ length: 1 + below(3) }, (_, i) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: `shop-${i}`,
      namespace: homes[i],
      annotations: Object.fromEntries([
        ...Array.from({ length: below(9) }, () => pick(names)).map(
          (name) => [name, pick([...(values.get(name) ?? [])])] as const,
        ),
        ...(only === undefined || homes[i] === only ? always : []),
      ]),
    },
    spec: {
      ingressClassName: 'nginx',
      ...(below(2) === 0 && { tls: [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }] }),
      rules: Array.from({ length: 1 + below(2) }, () => ({
        ...Object.fromEntries([['host', pick(hosts)]].filter(([, host]) => host !== '')),
        http: {
          paths: Array.from({ length: 1 + below(2) }, () => ({
            path: pick(paths),
            pathType: pick(types),
            backend: { service: { name: pick(['shop', 'docs']), port: { number: 80 } } },
          })),
        },
      })),
    },
  }));
  const beside = Array.from({ length: below(4) }, () => pick(others));
  const isKept = ({ kind }: { readonly kind: string }) => config === undefined || kind !== 'ConfigMap';
  const canaries =
    below(3) === 0
      ? ingresses.slice(0, 1).map((one) => canaryOf(one, only === undefined || homes[0] === only ? always : [], pick))
      : [];
  return [
    ...ingresses,
    ...canaries,
    ...beside.filter(isKept).map(({ body }) => body),
    ...(config ? [controllerSettings(config)] : []),
  ];
}

interface AnIngress {
  readonly metadata: { readonly name: string };
  readonly spec: object;
}

type Pick = <T>(items: readonly T[]) => T;

/** Another Ingress for the same paths, which takes some of their requests. */
function canaryOf(one: AnIngress, always: readonly (readonly [string, string])[], pick: Pick): object {
  const how = pick([
    { 'canary-by-header': 'x-canary' },
    { 'canary-by-header': 'x-canary', 'canary-by-header-value': 'always' },
    { 'canary-by-cookie': 'canary' },
    { 'canary-weight': '50' },
  ]);
  const own = Object.entries({ canary: 'true', ...how }).map(([name, value]) => [prefix + name, value] as const);
  const spec = JSON.parse(JSON.stringify(one.spec).replaceAll(/"name":"(shop|docs)"/g, '"name":"next"'));
  const annotations = Object.fromEntries([...own, ...pick([always, []])]);
  return { ...one, metadata: { ...one.metadata, name: 'shop-canary', annotations }, spec };
}

const controllerSettings = (data: Readonly<Record<string, string>>): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'ingress-nginx-controller', namespace: 'ingress-nginx' },
  data,
});
