import { annotationsOf } from '../../src/annotations.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Listing, Wanted } from '../../src/provider.ts';
import type { Manifest } from '../../src/read/manifest.ts';
import { ingressesIn } from '../ingress/read.ts';
import { controllerConfig, usualLabel, usualNames } from './config/config.ts';
import type { Options } from './options.ts';
import { referenceOf } from './reference.ts';
import { select } from './select.ts';

const services: Listing = {
  apiVersion: 'v1',
  kind: 'Service',
  plural: 'services',
  without: 'ports by name cannot be told, nor which Services stand for a host outside the cluster',
};

const configMaps: Listing = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  without:
    'the settings of the controller, which may keep somebody out of every host, are not known, nor are headers in ConfigMaps',
};

const secrets: Listing = {
  apiVersion: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  without: 'Secrets are taken to hold the keys that they should',
};

/** What the controller watches of all namespaces. */
export const reads: readonly Listing[] = [
  { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', plural: 'ingresses' },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    plural: 'ingressclasses',
    without: 'only the class nginx is known to belong to ingress-nginx',
  },
  services,
];

/** The controller's ConfigMap, and the ConfigMaps and Secrets that it and its Ingresses name. */
export function wanted(manifests: readonly Manifest[], settings: Options): readonly Wanted[] {
  const prefix = settings.annotationsPrefix;
  return [
    ...controllers(settings),
    ...headerMapsOfAll(manifests, settings),
    ...named(configMaps, 'default', settings.configmap),
    ...named(secrets, 'default', settings.defaultSslCertificate),
    ...own(manifests, settings).flatMap((ingress) => namedBy(ingress, prefix)),
  ];
}

const nobody: Report = () => {};

/** What belongs to others is none of our business, nor are the Secrets that it names. */
function own(manifests: readonly Manifest[], settings: Options): readonly Manifest[] {
  return select(ingressesIn(manifests, nobody), manifests, settings, nobody).map(({ ingress }) => ingress.manifest);
}

/** Where nobody says which ConfigMap it is, it is looked for like one among files. */
function controllers({ configmap }: Options): readonly Wanted[] {
  if (configmap !== undefined) return [];
  return [
    { type: configMaps, search: { labels: `${usualLabel.key}=${usualLabel.value}` } },
    ...usualNames.map((name) => ({ type: configMaps, search: { name } })),
  ];
}

/** The ConfigMaps with headers for every host. */
function headerMapsOfAll(manifests: readonly Manifest[], { configmap }: Options): readonly Wanted[] {
  const { value } = controllerConfig(manifests, referenceOf(configmap), nobody);
  return (['proxy-set-headers', 'add-headers'] as const).flatMap((key) =>
    named(configMaps, undefined, value(key)?.value),
  );
}

const configMapAnnotations = ['custom-headers', 'auth-proxy-set-headers'];
const secretAnnotations = ['auth-secret', 'auth-tls-secret', 'proxy-ssl-secret'];

function namedBy(ingress: Manifest, prefix: string): readonly Wanted[] {
  const { namespace } = ingress.ref;
  const annotations = annotationsOf(ingress);
  const textOf = (name: string): string | undefined => {
    const text: unknown = annotations[prefix + name];
    return typeof text === 'string' ? text : undefined;
  };
  return [
    ...configMapAnnotations.flatMap((name) => named(configMaps, namespace, textOf(name))),
    ...secretAnnotations.flatMap((name) => named(secrets, namespace, textOf(name))),
    ...certificatesOf(ingress).flatMap((name) => named(secrets, namespace, name)),
  ];
}

function certificatesOf({ body }: Manifest): readonly string[] {
  const { tls } = (body['spec'] ?? {}) as { readonly tls?: unknown };
  return (Array.isArray(tls) ? tls : [])
    .map((entry: { readonly secretName?: unknown } | null) => entry?.secretName)
    .filter((name) => typeof name === 'string');
}

/** `namespace/name`, or a name alone where a namespace is understood. */
function named(type: Listing, namespace: string | undefined, text: string | undefined): readonly Wanted[] {
  const ref = referenceOf(text);
  if (ref) return [{ type, ...ref }];
  return text && !text.includes('/') && namespace !== undefined ? [{ type, namespace, name: text }] : [];
}
