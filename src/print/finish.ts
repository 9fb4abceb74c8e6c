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
  const names = sourcesOf(written).map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`);
  const shown = names.slice(0, mostSources).join(', ');
  const more = names.length - mostSources;
  const text = more > 0 ? `${shown} and ${more} more` : shown;
  const annotations = {
    ...object.metadata.annotations,
    ...(object.apiVersion.startsWith('gateway.networking.k8s.io/') && { [generator]: `ingress2gateway-${version}` }),
    ...(provenance === 'annotations' && { [sources]: text }),
  };
  const { apiVersion, kind, metadata, ...rest } = object;
  return {
    object: {
      apiVersion,
      kind,
      metadata: {
        name: metadata.name,
        namespace: metadata.namespace,
        ...(Object.keys(annotations).length > 0 && { annotations: sorted(annotations) }),
      },
      ...rest,
    },
    ...(provenance === 'comments' && { comment: `from ${printable(text)}` }),
  };
}

const sorted = (map: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => compareText(a, b)));
