import { type AnnotationSpecs, annotationsOf, decode, type Values } from '../../src/annotations.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import { nearest } from '../../src/nearest.ts';
import type { Ingress } from '../ingress/ingress.ts';
import { classAnnotation } from '../ingress/read.ts';
import { carriedAs } from './carried.ts';
import { canary } from './features/canary.ts';
import { features } from './features/index.ts';
import { ipAccess } from './features/ip-access.ts';
import { unconvertedAccess } from './features/unconverted-access.ts';
import type { Denial, NginxIngress } from './site.ts';
import { removed, unconverted } from './unconverted.ts';

const owned = new Set(
  features.flatMap(({ annotations }) =>
    Object.entries<AnnotationSpecs[string]>(annotations).flatMap(([name, spec]) => [name, ...(spec.aliases ?? [])]),
  ),
);

/** Every annotation that the controller knows, without the prefix. */
const knownNames: readonly string[] = [...owned, ...unconverted.keys()];

/** Reads all annotations of an Ingress. `undefined` where the controller rejects the whole object. */
export function readAnnotations(ingress: Ingress, prefix: string, report: Report): NginxIngress | undefined {
  reportUnowned(ingress, prefix, report);
  reportMisplaced(ingress, prefix, report);
  reportLabels(ingress, report);
  const decoded = new Map<AnnotationSpecs, Values<AnnotationSpecs>>();
  let rejected = false;
  let denied: Denial | undefined;
  for (const { annotations } of features) {
    const { values, invalid } = decode(prefix, annotations, ingress.manifest, report);
    decoded.set(annotations, values);
    for (const { onInvalid, annotation, from } of invalid) {
      if (onInvalid === 'ingress-rejected') rejected = true;
      if (onInvalid === 'location-denied') denied ??= { annotation, from };
    }
  }
  if (rejected) return undefined;
  reportOnCanary(decoded, report);
  return {
    ingress,
    ...(denied && { denied }),
    // Keyed by the very object that gives the values their types.
    valuesOf: <A extends AnnotationSpecs>({ annotations }: { readonly annotations: A }) =>
      (decoded.get(annotations) ?? {}) as Values<A>,
  };
}

/** A canary takes the settings of the Ingress that it joins; what says how to join means nothing on any other. */
function reportOnCanary(decoded: ReadonlyMap<AnnotationSpecs, Values<AnnotationSpecs>>, report: Report): void {
  const own = decoded.get(canary.annotations) as Values<typeof canary.annotations> | undefined;
  const isOne = own?.canary?.value === true;
  const because = isOne ? 'a canary takes the settings of the Ingress that it joins' : 'canary is not "true"';
  for (const [annotations, values] of decoded) {
    if ((annotations === canary.annotations) === isOne) continue;
    for (const [annotation, value] of Object.entries(values)) {
      if (annotation !== 'canary' && value) report('I2G2003', { annotation, because }, value.from);
    }
  }
}

/** Places where people put annotations by a slip of the indentation. */
const wrongPlaces: readonly (readonly string[])[] = [
  [],
  ['annotations'],
  ['metadata'],
  ['metadata', 'labels'],
  ['spec'],
  ['spec', 'annotations'],
];

function reportMisplaced({ manifest }: Ingress, prefix: string, report: Report): void {
  for (const path of wrongPlaces) {
    const there = path.reduce<unknown>(
      (value, step) => (value as Record<string, unknown> | undefined)?.[step],
      manifest.body,
    );
    if (typeof there !== 'object' || there === null) continue;
    for (const annotation of Object.keys(there).filter((key) => key.startsWith(prefix))) {
      const place = path.length === 0 ? 'the top level' : path.join('.');
      report('I2G2129', { annotation, place }, [manifest.originOf([...path, annotation])], 'security');
    }
  }
}

function reportLabels({ manifest, namespace, name }: Ingress, report: Report): void {
  const { labels } = (manifest.body['metadata'] ?? {}) as { labels?: Readonly<Record<string, string>> };
  const names = Object.keys(labels ?? {}).sort();
  if (names.length > 0)
    report('I2G2138', { ingress: `${namespace}/${name}`, labels: names }, [manifest.originOf(['metadata', 'labels'])]);
}

function reportUnowned({ manifest }: Ingress, prefix: string, report: Report): void {
  for (const [annotation, value] of Object.entries(annotationsOf(manifest))) {
    const at = [manifest.originOf(['metadata', 'annotations', annotation])];
    if (!annotation.startsWith(prefix)) {
      // A mistyped --ingress-nginx-annotations-prefix must not open what the annotations guard.
      const guards = annotation.startsWith(defaultPrefix) && accessNames.has(annotation.slice(defaultPrefix.length));
      if (guards) report('I2G2140', { annotation, prefix }, at);
      else if (carriedAs(annotation) === undefined && !silent.has(annotation)) report('I2G2124', { annotation }, at);
      continue;
    }
    const name = annotation.slice(prefix.length);
    if (owned.has(name)) continue;
    const known = unconverted.get(name);
    if (known === undefined) {
      const close = removed.has(name) ? undefined : nearest(name, knownNames);
      report('I2G2004', { annotation, removed: removed.has(name), ...(close && { nearest: prefix + close }) }, at);
    } else if (!known.harmless?.test(value.trim())) {
      report('I2G2001', { annotation, about: known.about }, at, known.stake);
    }
  }
}

/** Said elsewhere, or of no meaning once the object is converted. */
const silent = new Set([classAnnotation, 'kubectl.kubernetes.io/last-applied-configuration']);

const defaultPrefix = 'nginx.ingress.kubernetes.io/';

const accessNames = new Set(
  Object.entries<AnnotationSpecs[string]>({ ...ipAccess.annotations, ...unconvertedAccess.annotations }).flatMap(
    ([name, { aliases = [] }]) => [name, ...aliases],
  ),
);
