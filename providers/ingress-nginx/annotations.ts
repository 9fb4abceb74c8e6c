import {
  type AnnotationSpecs,
  annotationsOf,
  type Decoded,
  decode,
  noValues,
  type OwnAnnotations,
  ownAnnotations,
  type Parse,
  parsing,
  type Values,
} from '../../src/annotations.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import { nearest } from '../../src/nearest.ts';
import type { Manifest } from '../../src/read/manifest.ts';
import type { Ingress } from '../ingress/ingress.ts';
import { classAnnotation } from '../ingress/read.ts';
import { carriedAs } from './carried.ts';
import type { ControllerConfig } from './config/config.ts';
import { configKeys } from './config/keys.ts';
import { type Fallbacks, fallbacksIn } from './fallbacks.ts';
import { canary } from './features/canary.ts';
import { clientCertificate } from './features/client-certificate.ts';
import { features } from './features/index.ts';
import { loadBalancing } from './features/load-balancing.ts';
import { guardNames } from './guards.ts';
import type { Options } from './options.ts';
import { pathsOf } from './passes/merge-servers.ts';
import { misnamed, removed } from './removed.ts';
import { type Gate, gateOf } from './risk.ts';
import type { Denial, NginxIngress } from './site.ts';

/** Every annotation that the controller knows, without the prefix, with those of its feature. */
const owned: ReadonlyMap<string, AnnotationSpecs> = new Map(
  features.flatMap(({ annotations }) =>
    Object.entries<AnnotationSpecs[string]>(annotations).flatMap(([name, { aliases = [] }]) =>
      [name, ...aliases].map((one) => [one, annotations] as const),
    ),
  ),
);

/** Where each feature stands among all. */
const positions = new Map(features.map(({ annotations }, i) => [annotations, i]));

const inOrder = (some: ReadonlySet<AnnotationSpecs>): readonly AnnotationSpecs[] =>
  [...some].sort((a, b) => (positions.get(a) ?? 0) - (positions.get(b) ?? 0));

/** What an Ingress says that has no annotation of a feature. */
const nothing: Decoded = { values: noValues, ignored: false, invalid: [], unread: [] };

/** What stands in for names that it does not know, where anything does. */
const instead = new Map([...removed, ...misnamed]);

/** Reads all annotations of Ingresses. `undefined` where the controller rejects the whole object. */
export function annotationReader(
  { annotationsPrefix: prefix, defaults }: Pick<Options, 'annotationsPrefix' | 'defaults'>,
  config: ControllerConfig,
  report: Report,
): (ingress: Ingress) => NginxIngress | undefined {
  const fallbacksOf = fallbacksIn(config, defaults, report);
  const parse = parsing();
  return (ingress) => {
    const own = ownAnnotations(ingress.manifest, prefix);
    reportUnowned(ingress, own, report);
    reportMisplaced(ingress, prefix, report);
    reportLabels(ingress, report);
    const gate = gateOf(own, config, report);
    return gate.rejected ? undefined : read(ingress, own, gate, fallbacksOf(ingress), parse, config, report);
  };
}

function read(
  ingress: Ingress,
  own: OwnAnnotations,
  gate: Gate,
  fallbacks: ReadonlyMap<AnnotationSpecs, Fallbacks>,
  parse: Parse,
  config: ControllerConfig,
  report: Report,
): NginxIngress | undefined {
  const set = new Set<AnnotationSpecs>();
  for (const name of own.texts.keys()) {
    const annotations = owned.get(name);
    if (annotations) set.add(annotations);
  }
  const decoded = new Map<AnnotationSpecs, Values<AnnotationSpecs>>();
  const withFallbacks = new Map<AnnotationSpecs, Values<AnnotationSpecs>>();
  let rejected = false;
  let denied = denialOf(gate.droppedGuard, own);
  let hostDenied: Denial | undefined;
  for (const annotations of inOrder(new Set([...set, ...fallbacks.keys()]))) {
    const isSet = set.has(annotations);
    const fallback = fallbacks.get(annotations);
    const said = isSet ? decode(annotations, own, parse, report) : nothing;
    const values = without(said.values, gate.dropped);
    if (isSet) decoded.set(annotations, values);
    for (const { name, annotation, because, from } of said.unread) {
      const opens = annotations[name]?.gate?.guards === true && config.value('global-auth-url') === undefined;
      report(opens ? 'I2G2301' : 'I2G2003', { annotation: annotation.slice(own.prefix.length), because }, from);
    }
    if (!said.ignored) withFallbacks.set(annotations, fallback ? over(fallback, said.invalid, values) : values);
    const missed = fallback?.invalid.filter(({ name }) => values[name] === undefined) ?? [];
    for (const { onInvalid, annotation, from } of [...said.invalid, ...missed]) {
      if (onInvalid === 'ingress-rejected') rejected = true;
      if (onInvalid === 'location-denied' || onInvalid === 'guard-dropped') denied ??= { annotation, from };
      if (onInvalid === 'host-denied') hostDenied ??= { annotation, from };
    }
  }
  if (rejected) return undefined;
  reportOnCanary(decoded, report);
  return {
    ingress,
    paths: pathsOf(ingress),
    ...(denied && { denied }),
    ...(hostDenied && { hostDenied }),
    // Keyed by the very object that gives the values their types.
    valuesOf: <A extends AnnotationSpecs>({ annotations }: { readonly annotations: A }) =>
      (withFallbacks.get(annotations) ?? noValues) as Values<A>,
  };
}

/** What an Ingress says, over the defaults of what it does not say. What counts for `false` has no default. */
function over(
  { values }: Fallbacks,
  invalid: Decoded['invalid'],
  said: Values<AnnotationSpecs>,
): Values<AnnotationSpecs> {
  const decided = new Set(invalid.flatMap((one) => (one.onInvalid === 'false' ? [one.name] : [])));
  return { ...without(values, decided), ...said };
}

/** The values less those of annotations that the controller drops, or that it takes for something else. */
function without(values: Values<AnnotationSpecs>, dropped: ReadonlySet<string>): Values<AnnotationSpecs> {
  if (dropped.size === 0) return values;
  const names = Object.keys(values);
  if (!names.some((name) => dropped.has(name))) return values;
  return Object.fromEntries(names.filter((name) => !dropped.has(name)).map((name) => [name, values[name]]));
}

const denialOf = (name: string | undefined, { manifest, prefix }: OwnAnnotations): Denial | undefined =>
  name === undefined
    ? undefined
    : { annotation: name, from: [manifest.originOf(['metadata', 'annotations', prefix + name])] };

/** What counts on a canary itself: how its own endpoints are chosen, and whether clients come back to it. */
const ofCanary: ReadonlySet<string> = new Set([
  'canary',
  'affinity-canary-behavior',
  ...Object.keys(loadBalancing.annotations),
]);

/** A canary takes the settings of the Ingress that it joins; what says how to join means nothing on any other. */
function reportOnCanary(decoded: ReadonlyMap<AnnotationSpecs, Values<AnnotationSpecs>>, report: Report): void {
  const own = decoded.get(canary.annotations) as Values<typeof canary.annotations> | undefined;
  const isOne = own?.canary?.value === true;
  const because = isOne ? 'a canary takes the settings of the Ingress that it joins' : 'canary is not "true"';
  for (const [annotations, values] of decoded) {
    if ((annotations === canary.annotations) === isOne) continue;
    // Client certificates are the host's, and the controller asks every Ingress with a rule for it.
    if (annotations === clientCertificate.annotations) continue;
    for (const annotation in values) {
      const value = values[annotation];
      if (value && !ofCanary.has(annotation)) report('I2G2003', { annotation, because }, value.from);
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
  const say = (annotation: string, path: readonly string[]): void => {
    const place = path.length === 0 ? 'the top level' : path.join('.');
    report('I2G2129', { annotation, place }, [manifest.originOf([...path, annotation])], 'security');
  };
  wrongPlaces.forEach((path) => {
    const there = at(path, manifest.body);
    if (typeof there !== 'object') return;
    for (const annotation in there) if (annotation.startsWith(prefix)) say(annotation, path);
  });
}

const at = ([first, second]: readonly string[], body: Manifest['body']): unknown => {
  const outer = first === undefined ? body : body[first];
  return second === undefined ? outer : (outer as Record<string, unknown> | undefined)?.[second];
};

function reportLabels({ manifest, namespace, name }: Ingress, report: Report): void {
  const { labels } = (manifest.body['metadata'] ?? {}) as { labels?: Readonly<Record<string, string>> };
  const names = Object.keys(labels ?? {}).sort();
  if (names.length > 0)
    report('I2G2138', { ingress: `${namespace}/${name}`, labels: names }, [manifest.originOf(['metadata', 'labels'])]);
}

function reportUnowned(ingress: Ingress, { manifest, prefix, texts }: OwnAnnotations, report: Report): void {
  for (const annotation in annotationsOf(manifest)) {
    if (annotation === defaultIssuer && isLeftToDefault(ingress))
      report('I2G2143', { annotation }, [manifest.originOf(['metadata', 'annotations', annotation])]);
    else if (!annotation.startsWith(prefix)) reportForeign(annotation, prefix, manifest, report);
  }
  for (const name of texts.keys()) {
    if (owned.has(name)) continue;
    const annotation = prefix + name;
    const ofController = Object.hasOwn(configKeys, name);
    const close = instead.has(name) || ofController ? instead.get(name) : nearest(name, owned.keys());
    const data = { annotation, removed: removed.has(name), ofController, ...(close && { nearest: prefix + close }) };
    report('I2G2004', data, [manifest.originOf(['metadata', 'annotations', annotation])]);
  }
}

/** Has cert-manager make the certificates of an Ingress by its default issuer. It reads it of Ingresses alone. */
const defaultIssuer = 'kubernetes.io/tls-acme';

const isLeftToDefault = ({ manifest, tls }: Ingress): boolean => {
  const annotations = annotationsOf(manifest);
  const hasIssuer = Object.keys(annotations).some((key) => /^cert-manager\.io\/(cluster-)?issuer$/.test(key));
  return tls.length > 0 && String(annotations[defaultIssuer]) === 'true' && !hasIssuer;
};

/** Prefixes that people take for that of ingress-nginx: its first one, and those of the controller of F5. */
const mistaken = /^(?:ingress\.kubernetes\.io|nginx\.org|nginx\.com|nginx\.kubernetes\.io|kubernetes\.io)\//;

function reportForeign(annotation: string, prefix: string, manifest: Manifest, report: Report): void {
  if (carriedAs(annotation) !== undefined || silent.has(annotation)) return;
  const at = [manifest.originOf(['metadata', 'annotations', annotation])];
  const name = annotation.slice(annotation.indexOf('/') + 1);
  const known = owned.has(name) ? name : instead.get(name);
  // A mistyped --ingress-nginx-annotations-prefix must not open what the annotations guard.
  const guards = annotation.startsWith(defaultPrefix) && guardNames.has(annotation.slice(defaultPrefix.length));
  if (guards) report('I2G2140', { annotation, prefix }, at);
  else if (known !== undefined && mistaken.test(annotation))
    report('I2G2400', { annotation, prefix, known: prefix + known }, at);
  else if (ofF5.test(annotation)) report('I2G2401', { prefix: annotation.slice(0, annotation.indexOf('/') + 1) }, at);
  else report('I2G2124', { annotation }, at);
}

/** The controller of F5 guards routes with them, and its Ingresses are of a class that is called nginx as well. */
const ofF5 = /^(?:nginx\.org|nginx\.com|appprotect(?:dos)?\.f5\.com)\//;

/** Said elsewhere, or of no meaning once the object is converted. */
const silent = new Set([classAnnotation, 'kubectl.kubernetes.io/last-applied-configuration']);

const defaultPrefix = 'nginx.ingress.kubernetes.io/';
