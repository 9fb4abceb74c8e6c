import type { KubernetesObject } from '../emit/fragment.ts';
import type { admitsNamespace } from '../simulate/namespaces.ts';

/** What names an object, or a part of one. */
export interface Reference {
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
  readonly port?: number;
}

/** Which namespaces a listener is open for. */
export type Allowed = Parameters<typeof admitsNamespace>[0];

/** A reference, a rule or a listener: what lists of a spec hold. */
export interface Item extends Reference {
  readonly allowedRoutes?: Allowed;
  readonly backendRefs?: unknown;
}

/** An object in words. */
export const keyOf = (kind: string, namespace: string, name: string): string => `${kind} ${namespace}/${name}`;

/** The same of an object itself. */
export const nameOf = ({ kind, metadata }: KubernetesObject): string => keyOf(kind, metadata.namespace, metadata.name);

/** Whether a value can be one, whoever wrote it. */
export const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null;

const none: readonly Item[] = [];

/** What is in a list, where it is one. */
export function itemsOf(list: unknown): readonly Item[] {
  if (!Array.isArray(list)) return none;
  return list.every(isItem) ? list : list.filter(isItem);
}
