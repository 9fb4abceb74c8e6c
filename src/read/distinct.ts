import type { Report } from '../diagnostics/diagnostic.ts';
import { objectText } from '../model/origin.ts';
import type { Manifest } from './manifest.ts';

/** Each object once: the last one that is read, as the last one applied is what a cluster keeps. */
export function distinct(manifests: readonly Manifest[], report: Report): Manifest[] {
  const kept = new Map<string, Manifest>();
  for (const manifest of manifests) {
    const { kind, namespace, name } = manifest.ref;
    const key = JSON.stringify([groupOf(manifest.apiVersion), kind, namespace, name]);
    const there = kept.get(key);
    if (there && JSON.stringify(there.body) !== JSON.stringify(manifest.body)) {
      const at = [manifest.originOf(['metadata', 'name']), there.originOf(['metadata', 'name'])];
      report('I2G1010', { object: objectText(manifest.ref) }, at);
    }
    kept.set(key, manifest);
  }
  return [...kept.values()];
}

/** An Ingress of `extensions` is the same object in `networking.k8s.io`. */
function groupOf(apiVersion: string): string {
  const group = apiVersion.slice(0, Math.max(apiVersion.lastIndexOf('/'), 0));
  return group === 'extensions' ? 'networking.k8s.io' : group;
}
