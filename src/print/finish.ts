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
export const finish = (written: Written, provenance: Provenance, version: string): Written & Printed =>
  finisher(provenance, version)(written);

/** The same for many objects, of which most bear the same annotation. */
export function finisher(provenance: Provenance, version: string): (written: Written) => Written & Printed {
  const generated = { [generator]: `ingress2gateway-${version}` };
  return (written) => {
    const { object, from } = written;
    const { name, namespace, annotations } = object.metadata;
    const text = provenance === 'none' ? '' : sourcesText(written);
    const own = object.apiVersion.startsWith('gateway.networking.k8s.io/') ? generated : undefined;
    const all =
      annotations === undefined && provenance !== 'annotations'
        ? own
        : sorted({ ...annotations, ...own, ...(provenance === 'annotations' && { [sources]: text }) });
    const metadata = all === undefined ? { name, namespace } : { name, namespace, annotations: all };
    const finished = { ...object, metadata };
    return provenance === 'comments'
      ? { object: finished, from, comment: `from ${printable(text)}` }
      : { object: finished, from };
  };
}

function sourcesText(written: Written): string {
  const all = sourcesOf(written);
  const more = all.length - mostSources;
  return more > 0 ? `${all.slice(0, mostSources).join(', ')} and ${more} more` : all.join(', ');
}

const sorted = (map: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(map).sort(([a], [b]) => compareText(a, b)));
