import { type AnnotationSpecs, annotationsOf, type OwnAnnotations } from '../../src/annotations.ts';
import { compareText, sortBy } from '../../src/compare.ts';
import type { Report } from '../../src/diagnostics/diagnostic.ts';
import { type FieldPath, fieldText, type Origins } from '../../src/model/origin.ts';
import { nearest } from '../../src/nearest.ts';
import type { Manifest } from '../../src/read/manifest.ts';
import type { Fields } from '../ingress/backend.ts';
import { tellUnknownFields } from '../ingress/fields.ts';
import type { Ingress } from '../ingress/ingress.ts';
import { classAnnotation } from '../ingress/paths.ts';
import { carriedAs } from './carried.ts';
import { configKeys } from './config/keys.ts';
import { features } from './features/index.ts';
import { guardNames } from './guards.ts';
import { misnamed, removed } from './removed.ts';

/** What of an Ingress nobody reads: annotations of others, unknown and misplaced ones, labels, and fields that it does not have. */

/** Every annotation that the controller knows, without the prefix, with those of its feature. */
export const owned: ReadonlyMap<string, AnnotationSpecs> = new Map(
  features.flatMap(({ annotations }) =>
    Object.entries<AnnotationSpecs[string]>(annotations).flatMap(([name, { aliases = [] }]) =>
      [name, ...aliases].map((one) => [one, annotations] as const),
    ),
  ),
);

/** What stands in for names that it does not know, where anything does. */
const instead = new Map([...removed, ...misnamed]);

/** Tells what is not read of an Ingress. */
export function unreadTeller(prefix: string, report: Report): (ingress: Ingress, own: OwnAnnotations) => void {
  const foreign = foreignTeller(prefix, report);
  return (ingress, own) => {
    reportUnowned(ingress, own, foreign, report);
    reportHelm(ingress, report);
    reportMisplaced(ingress, prefix, report);
    reportFields(ingress, prefix, report);
    reportLabels(ingress, report);
  };
}

/** Looks into the places where people put annotations by a slip of the indentation. */
function reportMisplaced({ manifest }: Ingress, prefix: string, report: Report): void {
  const { body } = manifest;
  const { metadata, spec } = body as { readonly [key: string]: Fields | undefined };
  const look = (there: unknown, path: readonly string[]): void => {
    if (typeof there !== 'object') return;
    for (const annotation in there) {
      if (!annotation.startsWith(prefix)) continue;
      const place = path.length === 0 ? 'the top level' : path.join('.');
      report('I2G2129', { annotation, place }, [manifest.originOf([...path, annotation])], 'security');
    }
  };
  look(body, topLevel);
  look(body['annotations'], annotationsAlone);
  look(metadata, inMetadata);
  for (const field in metadata)
    if (field !== 'annotations' && typeof metadata[field] === 'object') look(metadata[field], ['metadata', field]);
  look(spec, inSpec);
  look(spec?.['annotations'], inSpecAnnotations);
}

const topLevel: readonly string[] = [];
const annotationsAlone = ['annotations'];
const inMetadata = ['metadata'];
const inLabels = ['metadata', 'labels'];
const inSpec = ['spec'];
const inSpecAnnotations = ['spec', 'annotations'];

/** Fields that are none. A misplaced annotation has its own message. */
function reportFields({ manifest }: Ingress, prefix: string, report: Report): void {
  tellUnknownFields(manifest, (path, meant) => {
    if (String(path.at(-1)).startsWith(prefix)) return;
    report('I2G2145', { field: fieldText(path), ...(meant !== undefined && { meant }) }, [manifest.originOf(path)]);
  });
}

function reportLabels({ manifest, fullName }: Ingress, report: Report): void {
  const { labels } = (manifest.body['metadata'] ?? {}) as { labels?: Readonly<Record<string, string>> };
  const names = sortBy(Object.keys(labels ?? {}), compareText);
  if (names.length > 0) report('I2G2138', { ingress: fullName, labels: names }, [manifest.originOf(inLabels)]);
}

/** Helm writes both into what it has installed, and each says so. */
const ofHelm = ['meta.helm.sh/release-name', 'meta.helm.sh/release-namespace'];
const placesOfHelm = ofHelm.map((annotation) => ['metadata', 'annotations', annotation] as const);

function reportHelm({ manifest }: Ingress, report: Report): void {
  const annotations = annotationsOf(manifest);
  const place = placesOfHelm.find(([, , annotation]) => Object.hasOwn(annotations, annotation));
  if (place) report('I2G2144', {}, [manifest.originOf(place)]);
}

function reportUnowned(
  ingress: Ingress,
  { manifest, prefix, texts, originOf }: OwnAnnotations,
  foreign: ForeignTeller,
  report: Report,
): void {
  for (const annotation in annotationsOf(manifest)) {
    if (annotation === defaultIssuer && isLeftToDefault(ingress))
      report('I2G2143', { annotation }, [manifest.originOf(['metadata', 'annotations', annotation])]);
    else if (!annotation.startsWith(prefix)) foreign(annotation, manifest);
  }
  for (const name of texts.keys()) {
    if (owned.has(name)) continue;
    const annotation = prefix + name;
    const ofController = Object.hasOwn(configKeys, name);
    const close = instead.has(name) || ofController ? instead.get(name) : nearest(name, owned.keys());
    const data = { annotation, removed: removed.has(name), ofController, ...(close && { nearest: prefix + close }) };
    report('I2G2004', data, [originOf(name)]);
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

/** Tells of an annotation of others at its place, where there is something to tell. */
type Told = ((at: Origins) => void) | undefined;
type ForeignTeller = (annotation: string, manifest: Manifest) => void;

/** Looks at each annotation of others once: many Ingresses have the same. */
function foreignTeller(prefix: string, report: Report): ForeignTeller {
  const known = new Map<string, { readonly tell: Told; readonly path: FieldPath }>();
  return (annotation, { originOf }) => {
    const before = known.get(annotation);
    const one = before ?? {
      tell: toldOf(annotation, prefix, report),
      path: ['metadata', 'annotations', annotation],
    };
    if (before === undefined) known.set(annotation, one);
    one.tell?.([originOf(one.path)]);
  };
}

function toldOf(annotation: string, prefix: string, report: Report): Told {
  if (carriedAs(annotation) !== undefined || silent.has(annotation)) return undefined;
  const name = annotation.slice(annotation.indexOf('/') + 1);
  const known = owned.has(name) ? name : instead.get(name);
  // A mistyped --ingress-nginx-annotations-prefix must not open what the annotations guard.
  if (annotation.startsWith(defaultPrefix) && guardNames.has(annotation.slice(defaultPrefix.length)))
    return (at) => report('I2G2140', { annotation, prefix }, at);
  if (known !== undefined && mistaken.test(annotation))
    return (at) => report('I2G2400', { annotation, prefix, known: prefix + known }, at);
  if (ofF5.test(annotation))
    return (at) => report('I2G2401', { prefix: annotation.slice(0, annotation.indexOf('/') + 1) }, at);
  const data = { annotation };
  return (at) => report('I2G2124', data, at);
}

/** The controller of F5 guards routes with them, and its Ingresses are of a class that is called nginx as well. */
const ofF5 = /^(?:nginx\.org|nginx\.com|appprotect(?:dos)?\.f5\.com)\//;

/** Said elsewhere, or of no meaning once the object is converted. */
const silent = new Set([classAnnotation, 'kubectl.kubernetes.io/last-applied-configuration', ...ofHelm]);

const defaultPrefix = 'nginx.ingress.kubernetes.io/';
