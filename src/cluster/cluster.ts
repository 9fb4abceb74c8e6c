import type { JsonObject } from '../read/values.ts';
import type { ResourceType } from '../resource-type.ts';

/** Which cluster is meant. */
export interface ClusterSettings {
  /** The only kubeconfig that is read. Without it those are read that kubectl reads. */
  readonly kubeconfig?: string;
  /** Instead of the current context. */
  readonly context?: string;
  /** How long one answer may take, in milliseconds; 0 for as long as it likes. */
  readonly patience?: number;
  /** Nothing is said while waiting. */
  readonly quiet?: boolean;
}

/** A kind of object as the API server lists it. */
export interface ListedType extends ResourceType {
  /** As in the path of a request: `customresourcedefinitions`. */
  readonly plural: string;
}

/** Which objects of a type are meant, where not all are: all conditions hold at once. */
export interface Selection {
  readonly namespace?: string;
  /** In all namespaces, without `namespace`. */
  readonly name?: string;
  /** A selector: `app.kubernetes.io/name=ingress-nginx`. */
  readonly labels?: string;
}

/** A live cluster, from which is read and nothing else. Of Secrets the keys are told, and no values. */
export interface Cluster {
  /** The context, as messages call it. */
  readonly context: string;
  /** The namespace of the context. */
  readonly namespace: string;
  /** All objects of a type, in all namespaces unless told otherwise. Throws a `ClusterError`. */
  readonly list: (type: ListedType, selection?: Selection) => Promise<readonly JsonObject[]>;
  /** One object; `undefined` where it is not there. Throws a `ClusterError`. */
  readonly get: (type: ListedType, namespace: string, name: string) => Promise<JsonObject | undefined>;
}

/** What a cluster is called that a Pod runs in, and that no context names. */
export const ownCluster = 'in-cluster';

/** Why a cluster gave no answer. */
export type ClusterProblem =
  /** There is no kubeconfig where one was looked for. */
  | { readonly kind: 'no-configuration'; readonly looked: readonly string[] }
  | { readonly kind: 'bad-configuration'; readonly reason: string }
  /** `said` is what the API server says about it. */
  | {
      readonly kind: 'denied';
      readonly status: 401 | 403;
      readonly verb: 'list' | 'get';
      readonly type: ListedType;
      /** Where it was asked for, if not everywhere. */
      readonly namespace?: string;
      readonly context: string;
      readonly said: string;
    }
  | { readonly kind: 'unreachable'; readonly host: string; readonly reason: string }
  | { readonly kind: 'bad-answer'; readonly host: string; readonly reason: string };

/** Thrown by clusters. A class of ours would be another one in each bundle. */
export interface ClusterError extends Error {
  readonly problem: ClusterProblem;
}

/** Makes an error of a problem. */
export const clusterError = (problem: ClusterProblem): ClusterError =>
  Object.assign(new Error(`the cluster gives no answer: ${problem.kind}`), { problem });

/** Whether an error says why a cluster gave no answer. */
export const isClusterError = (error: unknown): error is ClusterError => error instanceof Error && 'problem' in error;

/** What an API server said that lets somebody in, and does not let him read something; `undefined` for other errors. */
export const forbiddenBy = (error: unknown): string | undefined =>
  isClusterError(error) && error.problem.kind === 'denied' && error.problem.status === 403
    ? error.problem.said
    : undefined;
