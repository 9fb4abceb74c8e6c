import { compareText } from '../compare.ts';
import { printable } from '../diagnostics/printable.ts';
import type { KubernetesObject } from '../emit/fragment.ts';
import { sourcesOf, type Written } from '../emit/written.ts';

/** How an object says where it comes from. */
export type Provenance = 'comments' | 'annotations' | 'none';

/** An object as it is printed, and what is said above it. */
export interface Printed {
  readonly object: KubernetesObject;
  readonly comment?: string;
}

const generator = 'gateway.networking.k8s.io/generator';
const sources = 'ingress2gateway.kubernetes.io/sources';
/** How many sources are named before the rest is counted. */
const mostSources = 5;

/** Adds what every object bears: its generator, if it is the Gateway API's, and its sources. */
export function finish(written: Written, provenance: Provenance, version: string): Printed {
  const { object } = written;
  const { name, namespace } = object.metadata;
  const text = provenance === 'none' ? '' : sourcesText(written);
  const annotations = annotationsOf(object, version, provenance === 'annotations' ? text : undefined);
  const metadata = annotations === undefined ? { name, namespace } : { name, namespace, annotations };
  const finished = { ...object, metadata };
  return provenance === 'comments' ? { object: finished, comment: `from ${printable(text)}` } : { object: finished };
}

function annotationsOf(
  { apiVersion, metadata: { annotations } }: KubernetesObject,
  version: string,
  from: string | undefined,
): KubernetesObject['metadata']['annotations'] {
  const own = apiVersion.startsWith('gateway.networking.k8s.io/')
    ? { [generator]: `ingress2gateway-${version}` }
    : undefined;
  if (annotations === undefined && from === undefined) return own;
  return sorted({ ...annotations, ...own, ...(from !== undefined && { [sources]: from }) });
}

function sourcesText(written: Written): string {
  const all = sourcesOf(written);
  const more = all.length - mostSources;
  return more > 0 ? `${all.slice(0, mostSources).join(', ')} and ${more} more` : all.join(', ');
}

const sorted = (map: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => compareText(a, b)));
