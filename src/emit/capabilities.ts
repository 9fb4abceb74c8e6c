import type { Stake } from '../diagnostics/entry.ts';
import type { Origins, Sourced } from '../model/origin.ts';
import type { HostPolicies, Policies, PolicyKind } from '../model/policies/index.ts';
import type { Action, Backend, BackendTarget, RedirectTarget, Route, VirtualHost } from '../model/routing.ts';
import type { ResourceType } from '../resource-type.ts';
import type { Fragment, Fragments, JsonObject } from './fragment.ts';
import type { Traits } from './traits.ts';

/** Something that an emitter has no words for. */
export interface Missing {
  readonly because: string;
  /** What the user can do instead. */
  readonly instead: string;
}

/** Says no, with the reason in the words of the target, and what can be done instead. */
export const missing = (because: string, instead: string): Missing => ({ because, instead });

/** A field on which an implementation has no choice: a loss only where the value disagrees. */
interface Always extends Missing {
  readonly always: unknown;
}

/** Says that the target does this whatever is asked. */
export const always = (value: unknown, because: string, instead: string): Always => ({
  always: value,
  because,
  instead,
});

/** A field that is rendered, and comes out different for some values. */
export interface Approximate<V> {
  /** What is different in general, for the reference. */
  readonly summary: string;
  /** What is different for this value, with the numbers on both sides; nothing where it is the same. */
  readonly differs: (value: V, at: Place) => string | undefined;
  /** Where it is not that of the field. */
  readonly stake?: Stake;
  /** The summary is a limit, and few values pass it: all others come out the same. */
  readonly limit?: true;
}

/** Says that a field is rendered, and how it comes out different. */
export const approximately = <V>(
  summary: string,
  differs: (value: V, at: Place) => string | undefined = () => summary,
  stake?: Stake,
): Approximate<V> => ({ summary, differs, ...(stake && { stake }) });

/** Says that a field is rendered as it is, within a limit that few values pass. */
export const within = <V>(
  limit: string,
  differs: (value: V, at: Place) => string | undefined = () => undefined,
): Approximate<V> => ({ summary: limit, differs, limit: true });

/** Something that is rendered, and comes out different, found out while rendering. */
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

/** Says that the target does what is asked by itself: nothing has to be written. */
export const byItself: Rendered = { fragments: [], differences: [] };

type ValueOf<Setting> = Setting extends Sourced<infer V> ? V : never;

/** How one field is said: rendered, rendered with a difference, not and why, or always the same. */
export type FieldAnswer<V = never> = 'rendered' | Approximate<V> | Missing | Always;

/** An answer for each field of a policy, even an optional one. */
type FieldTable<Spec> = { readonly [F in keyof Spec]-?: FieldAnswer<ValueOf<NonNullable<Spec[F]>>> };

type RenderedFields<Spec, F extends FieldTable<Spec>> = {
  [N in keyof F]: F[N] extends 'rendered' | Approximate<never> ? N : never;
}[keyof F] &
  keyof Spec;

/** How an emitter says one kind of policy. */
export interface Renders<K extends PolicyKind> {
  readonly kind: K;
  readonly fields: FieldTable<Policies[K]>;
  /** `missing` here is for a value, where the kind and the field can be said in general. */
  readonly render: (spec: Policies[K], at: PlaceOf<K>) => Rendering;
}

/** The route a policy acts on, and the backend where it is a policy of one. */
export interface Place {
  readonly route: Route;
  readonly backend?: Backend;
  /** The kind of route object that the rule is part of. */
  readonly kind: RouteKind;
}

/** The host that a policy acts on. */
interface HostPlace {
  readonly host: VirtualHost;
  /** Where the Gateway of the host lives. */
  readonly namespace: string;
  readonly httpPort: number;
  readonly httpsPort: number;
}

/** What a kind of policy acts on. */
export type PlaceOf<K extends PolicyKind> = K extends keyof HostPolicies ? HostPlace : Place;

/** The kinds of route objects that hold rules with policies. */
export type RouteKind = 'HTTPRoute' | 'GRPCRoute';

/** An emitter's whole answer to the policies of the model. A kind that is not in it does not compile. */
export type Capabilities = { readonly [K in PolicyKind]: Renders<K> | Missing };

/** The renderer is handed the fields it declares, and no others. */
export function renders<K extends PolicyKind, const F extends FieldTable<Policies[K]>>(
  kind: K,
  fields: F,
  render: (spec: Pick<Policies[K], RenderedFields<Policies[K], F>>, at: PlaceOf<K>) => Rendering,
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
  /** What can be said of routes in general, for the reference. */
  readonly traits: Traits;
  readonly regexPath: 'rendered' | Missing | Difference;
  readonly regexHeader: 'rendered' | Missing | Difference;
  readonly redirect: (to: RedirectTarget, at: Place) => Rendering;
  readonly respond: (answer: Extract<Action, { kind: 'respond' }>, at: Place) => Rendered;
  readonly externalBackend: (target: Extract<BackendTarget, { kind: 'external' }>, at: Place) => BackendRef | Missing;
  /** A Service that is spoken to by its own address, and not by those of its endpoints. */
  readonly ownAddress: (target: Extract<BackendTarget, { kind: 'service' }>, at: Place) => BackendRef | Missing;
  /** The kind of route that hands connections on unread. */
  readonly passthrough: ResourceType | Missing;
  /** Whether a host that serves nothing but gRPC gets a GRPCRoute. */
  readonly grpcRoutes: boolean;
  /** Whether a request over a TLS connection for another host is answered with 421, and never by the routes of that host. */
  readonly turnsMisdirectedAway: boolean;
  /** Whether prefixes stand in for regular expressions on hosts whose rewrites need it. */
  readonly prefixesForCaptures: boolean;
}
