import type * as z from 'zod';
import type { FeatureDoc } from './annotations.ts';
import type { ListedType, Selection } from './cluster/cluster.ts';
import type { Report } from './diagnostics/diagnostic.ts';
import type { RoutingModel } from './model/routing.ts';
import type { Manifest } from './read/manifest.ts';
import type { SourceSimulation } from './verify/source.ts';

/** Understands one ingress controller: its objects, its annotations, its rules for merging them. */
export interface Provider {
  readonly name: string;
  readonly title: string;
  /** What to list when reading a cluster, in this order. */
  readonly reads: readonly Listing[];
  readonly features: readonly FeatureDoc[];
  /** Annotations that older releases of the controller knew, with what took their place. */
  readonly removed: ReadonlyMap<string, string | undefined>;
  /** The flags `--<name>-<option>`, with their help. */
  readonly options: z.ZodObject;
  /** Binds the options of one run. Throws a `ZodError` where they make no sense. */
  readonly open: (options: unknown) => Reader;
}

/** A type of which a provider reads all objects. */
export interface Listing extends ListedType {
  /** What a conversion makes do with where they may not be read; without it there is no conversion. */
  readonly without?: string;
}

/** Objects of a cluster that a provider reads beside its lists: one by its name, or those that a search finds. */
export type Wanted = { readonly type: Listing } & (
  | { readonly namespace: string; readonly name: string }
  | { readonly search: Selection }
);

/** A provider with its options read. */
export interface Reader {
  /** What is needed of a cluster beside what was read so far: objects that others name. Pure. */
  readonly wants: (manifests: readonly Manifest[]) => readonly Wanted[];
  /** Pure. Never throws for bad input: says what is wrong and goes on. */
  readonly parse: (manifests: readonly Manifest[], report: Report) => RoutingModel;
  /**
   * What the controller itself answers to requests, for `verify`. It has to know that from elsewhere than from `parse` and
   * what that is made of: who asks the translator whether the translation is right learns nothing. Loaded when it is asked for.
   */
  readonly simulate?: (manifests: readonly Manifest[]) => Promise<SourceSimulation>;
}

/** Types `options` for the author of a provider, and hides them from the registry, where each provider has other ones. */
export const defineProvider = <S extends z.ZodObject>(
  spec: Omit<Provider, 'options' | 'open'> & { readonly options: S; readonly open: (options: z.output<S>) => Reader },
): Provider => ({ ...spec, open: (options) => spec.open(spec.options.parse(options)) });
