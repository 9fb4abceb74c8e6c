import type { JsonObject } from '../read/values.ts';
import type { ResourceType } from '../resource-type.ts';

/** Which cluster is meant. */
export interface ClusterSettings {
  /** The only kubeconfig that is read. Without it those are read that kubectl reads. */
  readonly kubeconfig?: string;
  /** Instead of the current context. */
  readonly context?: string;
}

/** A kind of object as the API server lists it. */
export interface ListedType extends ResourceType {
  /** As in the path of a request: `customresourcedefinitions`. */
  readonly plural: string;
}

/** A live cluster, from which is read and nothing else. */
export interface Cluster {
  /** The context, as messages call it. */
  readonly context: string;
  /** All objects of a type, in all namespaces. Throws a `ClusterError`. */
  readonly list: (type: ListedType) => Promise<readonly JsonObject[]>;
}

/** Why a cluster gave no answer. */
export type ClusterProblem =
  /** There is no kubeconfig where one was looked for. */
  | { readonly kind: 'no-configuration'; readonly looked: readonly string[] }
  | { readonly kind: 'bad-configuration'; readonly reason: string }
  /** `said` is what the API server says about it. */
  | {
      readonly kind: 'denied';
      readonly status: 401 | 403;
      readonly plural: string;
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
