import type { Stake } from '../diagnostics/entry.ts';
import type { Origins } from '../model/origin.ts';
import type { Policies, PolicyKind } from '../model/policies/index.ts';
import type { Backend, BackendTarget, RedirectTarget, Route } from '../model/routing.ts';
import type { Fragment, Fragments, JsonObject } from './fragment.ts';

/** Something that an emitter has no words for. */
export interface Missing {
  readonly because: string;
}

/** Says no, with the reason in the words of the target. */
export const missing = (because: string): Missing => ({ because });

/** A field on which an implementation has no choice: a loss only where the value disagrees. */
export interface Always extends Missing {
  readonly always: unknown;
}

/** Says that the target does this whatever is asked. */
export const always = (value: unknown, because: string): Always => ({ always: value, because });

/** Something that is rendered, and comes out different. */
export interface Difference {
  /** What is different, with the numbers on both sides. */
  readonly differs: string;
  readonly stake: Stake;
  /** The settings that come out different, where they are not the whole. */
  readonly from?: Origins;
}

/** An object that the output refers to and that only the user can make. */
export interface Need {
  /** Kind, namespace and name. */
  readonly object: string;
  readonly because: string;
  /** A command that makes it. */
  readonly command: string;
  readonly from: Origins;
}

/** What a renderer made: marks in the output, and how they differ from what was asked. */
export interface Rendered {
  readonly fragments: readonly Fragment[];
  readonly differences: readonly Difference[];
  readonly needs?: readonly Need[];
}

/** Fragments alone are exact. */
export type Rendering = Fragments | Rendered | Missing;

/** For each field of a policy, even an optional one: rendered, or not and why. */
export type FieldTable<Spec> = { readonly [F in keyof Spec]-?: 'rendered' | Missing | Always };

type RenderedFields<Spec, F extends FieldTable<Spec>> = {
  [N in keyof F]: F[N] extends 'rendered' ? N : never;
}[keyof F] &
  keyof Spec;

/** How an emitter says one kind of policy. */
export interface Renders<K extends PolicyKind> {
  readonly kind: K;
  readonly fields: FieldTable<Policies[K]>;
  /** `missing` here is for a value, where the kind and the field can be said in general. */
  readonly render: (spec: Policies[K], at: Place) => Rendering;
}

/** The route a policy acts on, and the backend where it is a policy of one. */
export interface Place {
  readonly route: Route;
  readonly backend?: Backend;
  /** The kind of route object that the rule is part of. */
  readonly kind: RouteKind;
}

/** The kinds of route objects that hold rules with policies. */
export type RouteKind = 'HTTPRoute' | 'GRPCRoute';

/** An emitter's whole answer to the policies of the model. A kind that is not in it does not compile. */
export type Capabilities = { readonly [K in PolicyKind]: Renders<K> | Missing };

/** The renderer is handed the fields it declares, and no others. */
export function renders<K extends PolicyKind, const F extends FieldTable<Policies[K]>>(
  kind: K,
  fields: F,
  render: (spec: Pick<Policies[K], RenderedFields<Policies[K], F>>, at: Place) => Rendering,
): Renders<K> {
  return { kind, fields, render: render as Renders<K>['render'] };
}

/** A reference in a rule's `backendRefs`, with the objects that it needs. */
export interface BackendRef {
  readonly ref: JsonObject;
  /** What policies of the backend are attached to, where that is no Service. */
  readonly target?: { readonly group: string; readonly kind: string; readonly name: string };
  readonly fragments: readonly Fragment[];
}

/** An emitter's answer to matches, actions and backends: as closed as the model's own unions. */
export interface Structure {
  readonly regexPath: 'rendered' | Missing | Difference;
  readonly regexHeader: 'rendered' | Missing;
  readonly redirect: (to: RedirectTarget, at: Place) => Rendering;
  readonly respond: (status: number, at: Place) => Rendered;
  readonly externalBackend: (target: Extract<BackendTarget, { kind: 'external' }>, at: Place) => BackendRef | Missing;
  readonly passthrough: 'rendered' | Missing;
  /** Whether a host that serves nothing but gRPC gets a GRPCRoute. */
  readonly grpcRoutes: boolean;
  /** Whether prefixes stand in for regular expressions on hosts whose rewrites need it. */
  readonly prefixesForCaptures: boolean;
}
