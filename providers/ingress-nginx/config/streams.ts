import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Manifest } from '../../../src/read/manifest.ts';
import { dataOf } from '../entries.ts';

const port = /^[1-9][0-9]{0,4}$/;
/** What the controller takes: a Service, its port, and where the PROXY protocol is spoken. */
const target = /^[a-z0-9.-]+\/[a-z0-9.-]+:[a-z0-9-]+(:(PROXY)?){0,2}$/i;

/**
 * Tells of the ConfigMaps that --tcp-services-configmap and --udp-services-configmap name: ports that the controller opens
 * beside HTTP. Only their form gives them away, as the flags are not among the inputs.
 */
export function reportStreams(manifests: readonly Manifest[], report: Report): void {
  for (const manifest of manifests) {
    const { apiVersion, ref } = manifest;
    if (apiVersion !== 'v1' || ref.kind !== 'ConfigMap') continue;
    const entries = Object.entries(dataOf(manifest));
    const [first, ...more] = entries.map(([key]) => manifest.originOf(['data', key]));
    if (!first || !entries.every(([key, value]) => port.test(key) && target.test(String(value)))) continue;
    const protocol = /tcp/.test(ref.name) ? 'TCP' : /udp/.test(ref.name) ? 'UDP' : undefined;
    const ports = entries.map(([key, value]) => `${key} (${String(value)})`);
    report('I2G2157', { configMap: `${ref.namespace}/${ref.name}`, ports, ...(protocol && { protocol }) }, [
      first,
      ...more,
    ]);
  }
}
