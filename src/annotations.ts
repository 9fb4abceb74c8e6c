import type * as z from 'zod';
import type { Report } from './diagnostics/diagnostic.ts';
import type { Origins, Sourced } from './model/origin.ts';
import type { BackendPolicies, PolicyKind, PolicySet, RoutePolicies } from './model/policies/index.ts';
import { type Manifest, sourced } from './read/manifest.ts';

/** What a controller does when it cannot read the value of an annotation. */
export type OnInvalid = 'ingress-rejected' | 'location-denied' | 'default' | 'group-ignored';

/** One annotation: what it may hold, and what it means. */
export interface AnnotationSpec<S extends z.ZodType<unknown, string> = z.ZodType<unknown, string>> {
  readonly schema: S;
  /** A sentence for the reference. */
  readonly doc: string;
  /** Other names for it. The canonical name wins where both are set. */
  readonly aliases?: readonly string[];
  readonly onInvalid: OnInvalid;
  /** The one setting that it fills, as `kind.field`, where it fills one alone. */
  readonly fills?: string;
}

/** The annotations of one feature, by name without the prefix. */
export type AnnotationSpecs = Readonly<Record<string, AnnotationSpec>>;

/** The decoded values of a feature's own annotations, each with its origin. */
export type Values<A extends AnnotationSpecs> = {
  readonly [N in keyof A]?: Sourced<z.output<A[N]['schema']>>;
};

/** What one feature adds to one location: policies of the kinds it declares, and no others. */
export interface Lowering<K extends PolicyKind = PolicyKind> {
  readonly route?: PolicySet<Pick<RoutePolicies, K & keyof RoutePolicies>>;
  readonly backend?: PolicySet<Pick<BackendPolicies, K & keyof BackendPolicies>>;
  /** Why the location cannot be served as the source serves it: it answers every request with an error. */
  readonly refused?: Sourced<string>;
}

/** The part of a feature that the reference is generated from. */
export interface FeatureDoc<A extends AnnotationSpecs = AnnotationSpecs, K extends PolicyKind = PolicyKind> {
  readonly name: string;
  readonly summary: string;
  /** Where the controller's own documentation says it. */
  readonly reference: string;
  readonly annotations: A;
  readonly becomes: readonly K[];
}

/**
 * A self-contained piece of a provider: the annotations it owns, their values, their documentation, and what they
 * become in the model. A feature without `lower` shapes matches and actions; passes read it with `valuesOf`.
 */
export interface Feature<Location, A extends AnnotationSpecs = AnnotationSpecs, K extends PolicyKind = PolicyKind>
  extends FeatureDoc<A, K> {
  /** Pure, and run for every location: an absent annotation is a fact too. */
  readonly lower?: (values: Values<A>, at: Location, report: Report) => Lowering<K>;
}

/** Fixes the location type and infers the rest: `const feature = featuresOf<Location>()`. */
export const featuresOf =
  <Location>() =>
  <const A extends AnnotationSpecs, const K extends PolicyKind>(
    feature: Feature<Location, A, K>,
  ): Feature<Location, A, K> =>
    feature;

/** A feature's values on one object, and the values that the controller cannot read. */
export interface Decoded {
  readonly values: Values<AnnotationSpecs>;
  readonly invalid: readonly { readonly annotation: string; readonly onInvalid: OnInvalid; readonly from: Origins }[];
}

/** The annotations of an object, as strings. */
export const annotationsOf = ({ body }: Manifest): Readonly<Record<string, string>> =>
  (body['metadata'] as { annotations?: Record<string, string> } | undefined)?.annotations ?? {};

/** Reads one feature's annotations off one object. Values that the controller cannot read are reported and left out. */
export function decode(prefix: string, specs: AnnotationSpecs, manifest: Manifest, report: Report): Decoded {
  const annotations = annotationsOf(manifest);
  const values: Record<string, Sourced<unknown>> = {};
  const invalid: Decoded['invalid'][number][] = [];
  for (const [name, spec] of Object.entries(specs)) {
    const present = [name, ...(spec.aliases ?? [])]
      .map((n) => prefix + n)
      .filter((key) => Object.hasOwn(annotations, key));
    const set = present.filter((key) => annotations[key] !== '');
    for (const annotation of present.filter((key) => annotations[key] === '')) {
      report('I2G2003', { annotation, because: 'it is empty' }, [originOf(manifest, annotation)]);
    }
    const [key, ...shadowed] = set;
    if (key === undefined) continue;
    for (const annotation of shadowed) {
      report('I2G2003', { annotation, because: `${key} is set too` }, [originOf(manifest, annotation)]);
    }
    const text = textOf(annotations, key);
    const parsed = spec.schema.safeParse(text);
    if (parsed.success) {
      values[name] = sourced(manifest, pathOf(key), parsed.data);
      continue;
    }
    const problem = parsed.error.issues.map((issue) => issue.message).join('; ');
    const from: Origins = [originOf(manifest, key)];
    report('I2G2002', { annotation: key, value: text, problem, effect: spec.onInvalid }, from, stakeOf[spec.onInvalid]);
    invalid.push({ annotation: key, onInvalid: spec.onInvalid, from });
  }
  const ignored = invalid.some((i) => i.onInvalid === 'group-ignored');
  return { values: ignored ? {} : (values as Values<AnnotationSpecs>), invalid };
}

const stakeOf = {
  'ingress-rejected': 'security',
  'location-denied': 'security',
  default: 'behaviour',
  'group-ignored': 'behaviour',
} as const;

const pathOf = (key: string) => ['metadata', 'annotations', key];
const originOf = (manifest: Manifest, key: string) => manifest.originOf(pathOf(key));

/** Every line without the white space around it. */
const textOf = (annotations: Readonly<Record<string, string>>, key: string): string =>
  String(annotations[key] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim();
