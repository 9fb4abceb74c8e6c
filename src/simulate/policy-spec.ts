import type { Cors, HeaderModifier, HeaderValue } from './route-spec.ts';

/** `spec` of an AgentgatewayPolicy. */
export interface PolicySpec {
  readonly targetRefs?: readonly { readonly kind: string; readonly name: string; readonly sectionName?: string }[];
  readonly targetSelectors?: readonly {
    readonly kind: string;
    readonly matchLabels: Readonly<Record<string, string>>;
    readonly sectionName?: string;
  }[];
  readonly traffic?: TrafficSpec;
}

/** `spec.traffic` of an AgentgatewayPolicy. */
export interface TrafficSpec {
  readonly phase?: 'PreRouting' | 'PostRouting';
  readonly cors?: Cors;
  readonly basicAuthentication?: Authentication;
  readonly apiKeyAuthentication?: Authentication;
  readonly jwtAuthentication?: Authentication;
  readonly extAuth?: Conditional<ExternalAuth>;
  readonly authorization?: Authorization;
  readonly buffer?: { readonly request?: BodyBuffer };
  readonly transformation?: Conditional<Transformation>;
  readonly headerModifiers?: { readonly request?: HeaderModifier; readonly response?: HeaderModifier };
  readonly hostRewrite?: { readonly mode: 'Auto' | 'None' };
  readonly directResponse?: Conditional<DirectResponse>;
}

/** Either one setting, or several of which the first applies whose CEL condition holds. */
export type Conditional<T> =
  | T
  | { readonly conditional: readonly { readonly condition?: string; readonly policy: T }[] };

/** Who may pass, in CEL. */
export interface Authorization {
  readonly action?: 'Allow' | 'Deny' | 'Require';
  readonly policy: { readonly matchExpressions: readonly string[] };
}

/** Credentials that are required unless the mode says otherwise. */
export interface Authentication {
  readonly mode?: 'Strict' | 'Optional' | 'Permissive';
}

/** Another service decides whether the request may pass. */
export interface ExternalAuth {
  readonly http?: { readonly redirect?: string };
}

/** Bodies are gathered; a larger one is turned away, unless the mode lets it pass. */
export interface BodyBuffer {
  /** A quantity: 2 MiB unless given. */
  readonly maxBytes?: number | string;
  readonly failureMode?: 'FailClosed' | 'FailOpen';
}

/** CEL expressions that give the answer. */
export interface DirectResponse {
  readonly status: number;
  readonly headers?: readonly HeaderValue[];
}

/** Changes by CEL expressions. */
export interface Transformation {
  readonly request?: HeaderModifier;
  readonly response?: HeaderModifier;
}
