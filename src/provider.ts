import type * as z from 'zod';
import type { FeatureDoc } from './annotations.ts';
import type { Report } from './diagnostics/diagnostic.ts';
import type { RoutingModel } from './model/routing.ts';
import type { Manifest } from './read/manifest.ts';
import type { ResourceType } from './resource-type.ts';

/** Understands one ingress controller: its objects, its annotations, its rules for merging them. */
export interface Provider {
  readonly name: string;
  readonly title: string;
  /** What to list when reading a cluster. */
  readonly reads: readonly ResourceType[];
  readonly features: readonly FeatureDoc[];
  /** Annotations that older releases of the controller knew, with what took their place. */
  readonly removed: ReadonlyMap<string, string | undefined>;
  /** The flags `--<name>-<option>`, with their help. */
  readonly options: z.ZodObject;
  /** Binds the options of one run. Throws a `ZodError` where they make no sense. */
  readonly open: (options: unknown) => Reader;
}

/** A provider with its options read. */
export interface Reader {
  /** Pure. Never throws for bad input: says what is wrong and goes on. */
  readonly parse: (manifests: readonly Manifest[], report: Report) => RoutingModel;
}

/** Types `options` for the author of a provider, and hides them from the registry, where each provider has other ones. */
export const defineProvider = <S extends z.ZodObject>(
  spec: Omit<Provider, 'options' | 'open'> & { readonly options: S; readonly open: (options: z.output<S>) => Reader },
): Provider => ({ ...spec, open: (options) => spec.open(spec.options.parse(options)) });
