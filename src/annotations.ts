import type * as z from 'zod';
import type { Report } from './diagnostics/diagnostic.ts';
import type { Trait } from './emit/traits.ts';
import type { FieldPath, Origin, Origins, Sourced } from './model/origin.ts';
import type { BackendPolicies, PolicyKind, PolicySet, RoutePolicies, SettingName } from './model/policies/index.ts';
import { policyInfo } from './model/policies/info.ts';
import type { Manifest } from './read/manifest.ts';
import { remembering } from './remembering.ts';

/** What a controller does when it cannot read the value of an annotation. */
export type OnInvalid =
  | 'ingress-rejected'
  | 'location-denied'
  | 'host-denied'
  /** The guard that the annotation belongs to is dropped. Nobody is let in for that reason here. */
  | 'guard-dropped'
  | 'default'
  /** It counts for `false`, whatever the controller's own settings say. */
  | 'false'
  | 'group-ignored'
  /** The controller takes the value, and the proxy refuses its whole configuration with it. */
  | 'configuration-refused';

/** What an annotation comes to: settings of policies, traits of routes, or nothing that depends on the emitter. */
export type Fills = readonly [Claim, ...(Claim | Except)[]] | Untranslated;

/** Values of which nothing comes with any emitter, and what happens instead. */
export interface Except {
  readonly except: string;
  /** Hardly anybody writes them. */
  readonly rare?: true;
}

/** One setting of a policy as `kind.field`, or a trait of routes. */
export type Claim = SettingName | `route.${Trait}`;

/** The same answer from every emitter. */
type Untranslated =
  /** Nothing is lost, and why. */
  | { readonly exact: string }
  /** It comes out different, and how. */
  | { readonly approximate: string }
  | { readonly impossible: string; readonly instead: string };

/** What counts where an object does not say. */
interface Fallback {
  /** The key of the controller's own settings. */
  readonly key?: string;
  /** The value that is built into the controller, where it does something. */
  readonly builtIn?: string;
}

/** What has to be said beside an annotation for the controller to look at it at all, be its value good or bad. */
export interface Gate {
  /** Why it does not look, by what other annotations of the feature say; a value that it cannot read is its text. */
  readonly closed: (said: (annotation: string) => unknown) => string | undefined;
  /** Whether people set the annotation to keep somebody out. */
  readonly guards?: true;
}

/** One annotation: what it may hold, and what it means. */
export interface AnnotationSpec<S extends z.ZodType<unknown, string> = z.ZodType<unknown, string>> {
  readonly schema: S;
  /** A sentence for the reference. */
  readonly doc: string;
  /** Other names for it. The canonical name wins where both are set. */
  readonly aliases?: readonly string[];
  readonly onInvalid: OnInvalid;
  readonly fills: Fills;
  readonly fallback?: Fallback;
  readonly gate?: Gate;
  /** Whether a value keeps somebody out, where an annotation that comes to a guard does so with some values only. */
  guards?(value: z.output<S>): boolean;
}

/** The annotations of one feature, by name without the prefix. */
export type AnnotationSpecs = Readonly<Record<string, AnnotationSpec>>;

/** The decoded values of a feature's own annotations, each with its origin. */
export type Values<A extends AnnotationSpecs> = {
  readonly [N in keyof A]?: Sourced<z.output<A[N]['schema']>>;
};

/** Those of a feature that an object says nothing of. */
export const noValues: Values<AnnotationSpecs> = {};

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
  /**
   * The settings of the controller with which `lower` makes something of a location without values. With none of them it
   * makes nothing of one, whatever else is there, so that it need not be asked. Absent where that cannot be said.
   */
  readonly wokenBy?: readonly string[];
}

/** Fixes the location type and infers the rest: `const feature = featuresOf<Location>()`. */
export const featuresOf =
  <Location>() =>
  <const A extends AnnotationSpecs, const K extends PolicyKind>(
    feature: Feature<Location, A, K>,
  ): Feature<Location, A, K> =>
    feature;

/** A value that the controller cannot read. */
export interface Invalid {
  /** Its name in the feature. */
  readonly name: string;
  /** As the object has it. */
  readonly annotation: string;
  readonly onInvalid: OnInvalid;
  readonly from: Origins;
}

/** A feature's values on one object, and the values that the controller cannot read. */
export interface Decoded {
  readonly values: Values<AnnotationSpecs>;
  /** Whether the whole group is ignored for one of the values. */
  readonly ignored: boolean;
  readonly invalid: readonly Invalid[];
  /** Those that the controller does not look at, so that it does not matter what they say. */
  readonly unread: readonly (Invalid & { readonly because: string })[];
}

/** Whether an annotation comes to a policy without which a route is open. */
export const keepsOut = ({ fills }: Pick<AnnotationSpec, 'fills'>): boolean =>
  Array.isArray(fills) && (fills as readonly (Claim | Except)[]).some(isOfGuard);

function isOfGuard(claim: Claim | Except): boolean {
  if (typeof claim !== 'string') return false;
  const [kind = ''] = claim.split('.');
  return kind !== 'route' && policyInfo[kind as PolicyKind].without === 'open';
}

/** The annotations of an object, as strings. */
export const annotationsOf = ({ body }: Manifest): Readonly<Record<string, string>> =>
  (body['metadata'] as { annotations?: Record<string, string> } | undefined)?.annotations ?? {};

/** The annotations of an object that are a controller's own. */
export interface OwnAnnotations {
  readonly manifest: Manifest;
  /** What their keys start with. */
  readonly prefix: string;
  /** What they say, by their names without the prefix. */
  readonly texts: ReadonlyMap<string, string>;
  /** The place of one of them. */
  readonly originOf: (name: string) => Origin;
}

/** Tells a controller's own annotations from those of others. Objects share the ways to them. */
export function ownAnnotations(prefix: string): (manifest: Manifest) => OwnAnnotations {
  const pathOf = remembering((name): FieldPath => ['metadata', 'annotations', prefix + name]);
  return (manifest) => {
    const annotations = annotationsOf(manifest);
    const texts = new Map<string, string>();
    for (const key in annotations)
      if (key.startsWith(prefix)) texts.set(key.slice(prefix.length), annotations[key] as string);
    return { manifest, prefix, texts, originOf: (name) => manifest.originOf(pathOf(name)) };
  };
}

/** What a schema makes of a text. */
export type Parse = (schema: AnnotationSpec['schema'], text: string) => z.ZodSafeParseResult<unknown>;

/** Asks a schema about a text once: many objects say the same. */
export function parsing(): Parse {
  const known = new Map<AnnotationSpec['schema'], Map<string, ReturnType<Parse>>>();
  return (schema, text) => {
    const results = known.get(schema) ?? new Map<string, ReturnType<Parse>>();
    if (results.size === 0) known.set(schema, results);
    const before = results.get(text);
    if (before) return before;
    const result = schema.safeParse(text);
    results.set(text, result);
    return result;
  };
}

/** Reads one feature's annotations off one object. Values that the controller cannot read are reported and left out. */
export function decode(specs: AnnotationSpecs, own: OwnAnnotations, parse: Parse, report: Report): Decoded {
  const { prefix, texts } = own;
  const values: Record<string, Sourced<unknown>> = {};
  const bad: (Invalid & { readonly text: string; readonly problem: string })[] = [];
  for (const name in specs) {
    const spec = specs[name] as AnnotationSpec;
    if (!spec.aliases && !texts.has(name)) continue;
    const written = writtenAs(name, spec, own, report);
    if (written === undefined) continue;
    const said = texts.get(written);
    const text = verbatims.has(spec.schema) ? String(said) : trimmed(String(said ?? ''));
    const parsed = parse(spec.schema, text);
    if (parsed.success && text === '' && !keepsOut(spec)) {
      // The controller takes white space alone for no value. A guard is not dropped for it.
      report('I2G2003', { annotation: written, because: 'it is blank' }, [own.originOf(written)]);
      continue;
    }
    const from: Origins = [own.originOf(written)];
    if (parsed.success) {
      values[name] = { value: parsed.data, from };
      continue;
    }
    const { issues } = parsed.error;
    const problem = issues.map((issue) => issue.message).join('; ');
    const onInvalid = issues.map(effectOf).find((effect) => effect !== undefined) ?? spec.onInvalid;
    bad.push({ name, annotation: prefix + written, text, problem, onInvalid, from });
  }
  if (bad.length === 0)
    return { values: values as Values<AnnotationSpecs>, ignored: false, invalid: none, unread: none };
  const said = (name: string) => values[name]?.value ?? bad.find((one) => one.name === name)?.text;
  const judged = bad.map((one) => ({ ...one, because: specs[one.name]?.gate?.closed(said) }));
  const unread = judged.flatMap((one) => (one.because === undefined ? [] : [{ ...one, because: one.because }]));
  const invalid = judged.filter(({ because }) => because === undefined);
  for (const { name, annotation, text: value, problem, onInvalid: effect, from } of invalid) {
    const key = specs[name]?.fallback?.key;
    const data = { annotation, value, problem, effect, ...(key !== undefined && { key }) };
    report('I2G2002', data, from, stakeOf[effect]);
  }
  const ignored = invalid.some((one) => one.onInvalid === 'group-ignored');
  return { values: ignored ? {} : (values as Values<AnnotationSpecs>), ignored, invalid, unread };
}

const none: readonly never[] = [];

/** Under which of its names an annotation is on an object. Others that mean the same are reported. */
function writtenAs(name: string, { aliases }: AnnotationSpec, own: OwnAnnotations, report: Report): string | undefined {
  let written = isWritten(name, undefined, own, report) ? name : undefined;
  if (aliases) for (const alias of aliases) if (isWritten(alias, written, own, report)) written = alias;
  return written;
}

/** Whether an object has it, and has it by no other name before. */
function isWritten(name: string, before: string | undefined, own: OwnAnnotations, report: Report): boolean {
  const text = own.texts.get(name);
  if (text === undefined) return false;
  if (text !== '' && before === undefined) return true;
  const because = text === '' ? 'it is empty' : `${before} is set too`;
  report('I2G2003', { annotation: name, because }, [own.originOf(name)]);
  return false;
}

/** Marks a check of a schema: what the controller does with a value that fails it, where that is something of its own. */
export const failing = (effect: OnInvalid) => ({ effect });

/** Marks a check of a schema: the controller takes what fails it, and the proxy refuses its whole configuration. */
export const refusal = failing('configuration-refused');

const effectOf = (issue: z.core.$ZodIssue): OnInvalid | undefined =>
  issue.code === 'custom' ? (issue.params?.['effect'] as OnInvalid | undefined) : undefined;

const verbatims = new WeakSet<object>();

/** Marks a schema of values that the controller reads with the white space around them. */
export function verbatim<S extends z.ZodType>(schema: S): S {
  verbatims.add(schema);
  return schema;
}

const stakeOf = {
  'ingress-rejected': 'security',
  'location-denied': 'security',
  'host-denied': 'security',
  'guard-dropped': 'security',
  default: 'behaviour',
  false: 'behaviour',
  'group-ignored': 'behaviour',
  'configuration-refused': 'behaviour',
} as const;

/** Every line without the white space around it. */
const trimmed = (text: string): string =>
  (text.includes('\n')
    ? text
        .split('\n')
        .map((line) => line.trim())
        .join('\n')
    : text
  ).trim();
