import type { JsonValue } from '../read/manifest.ts';
import type { ResourceType } from '../resource-type.ts';
import type { Missing } from './capabilities.ts';

/** A map of an object that is written. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** An object of the output. */
export interface KubernetesObject extends ResourceType {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: JsonObject;
  readonly data?: Readonly<Record<string, string>>;
  /** Of a Secret. */
  readonly stringData?: Readonly<Record<string, string>>;
}

/** What one policy, action or backend becomes in the output. */
export type Fragment = RuleFragment | PolicyFragment | GatewayFragment | CollectedFragment | ObjectFragment;

/** A part of the route's own rule. */
export interface RuleFragment {
  readonly into: 'rule';
  /** Filters of several fragments are joined where a rule may have one of their type only. */
  readonly filters: readonly JsonObject[];
  /** Other fields of the rule, such as `timeouts`. */
  readonly fields?: JsonObject;
}

/** A part of an object that is attached to the rule, or to the Service behind it. */
export interface PolicyFragment {
  readonly into: 'policy';
  readonly type: ResourceType;
  readonly attach: 'rule' | 'service';
  /** For a Service that not all rules treat alike: whether the object can be attached to the rules instead. */
  readonly elseRules?: boolean;
  /** What the object's name ends in. Fragments with the same suffix and target make one object. */
  readonly suffix: string;
  readonly spec: JsonObject;
}

/** A setting of the whole Gateway, on which everybody who speaks of it must agree. */
export interface GatewayFragment {
  readonly into: 'gateway';
  /** What is set, and to what, in words. */
  readonly setting: string;
  readonly value: string;
  /** A part of the Gateway itself. With neither this nor `policy`: wanted unset. */
  readonly spec?: JsonObject;
  /** A part of a policy of the Gateway, or of one port of it. */
  readonly policy?: Pick<PolicyFragment, 'type' | 'suffix' | 'spec'> & { readonly port?: number };
}

/** A policy of a Gateway that is made of what all rules ask for. */
export interface CollectedFragment {
  readonly into: 'collected';
  readonly type: ResourceType;
  /** What the object's name ends in. All fragments with a suffix are written by the same function. */
  readonly suffix: string;
  /** What this rule adds to the collection. */
  readonly items: (rule: RuleRef) => readonly string[];
  /**
   * The spec, less its targets, of all that was collected: sorted, and each once. `everywhere`: every rule of the Gateway
   * that leads to a backend added to it.
   */
  readonly write: (items: readonly string[], everywhere: boolean) => JsonObject | Missing;
  /** In a sentence, for what cannot be written after all: "<title> cannot be expressed". */
  readonly title?: string;
}

/** A rule by its route and its name. */
export interface RuleRef {
  readonly kind: string;
  readonly namespace: string;
  readonly route: string;
  readonly rule: string;
  /** How many rules the route has. */
  readonly siblings: number;
}

/** An object that stands beside the others. The same object may be asked for many times. */
export interface ObjectFragment {
  readonly into: 'object';
  readonly object: KubernetesObject;
}

/** At least one: what is rendered leaves a mark. */
export type Fragments = readonly [Fragment, ...Fragment[]];
