import type { JsonValue } from '../read/manifest.ts';
import type { ResourceType } from '../resource-type.ts';

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
}

/** What one policy, action or backend becomes in the output. */
export type Fragment = RuleFragment | PolicyFragment | GatewayFragment | ObjectFragment;

/** A part of the route's own rule. Filters of several fragments stand one after the other. */
export interface RuleFragment {
  readonly into: 'rule';
  readonly filters: readonly JsonObject[];
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
  /** Absent: wanted unset. */
  readonly spec?: JsonObject;
}

/** An object that stands beside the others. The same object may be asked for many times. */
export interface ObjectFragment {
  readonly into: 'object';
  readonly object: KubernetesObject;
}

/** At least one: what is rendered leaves a mark. */
export type Fragments = readonly [Fragment, ...Fragment[]];
