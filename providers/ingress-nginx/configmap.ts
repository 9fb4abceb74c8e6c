import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { JsonValue, Manifest } from '../../src/read/manifest.ts';

/** Keys of the controller's ConfigMap that keep somebody out of every host. */
const access = [
  'global-auth-url',
  'whitelist-source-range',
  'allowlist-source-range',
  'denylist-source-range',
  'block-cidrs',
  'block-user-agents',
  'block-referers',
];

/** The ConfigMap is not converted yet. Access control in it must not go by unseen. */
export function reportConfigMaps(manifests: readonly Manifest[], report: Report): void {
  for (const manifest of manifests.filter((m) => m.apiVersion === 'v1' && m.ref.kind === 'ConfigMap')) {
    const data = manifest.body['data'] as { readonly [key: string]: JsonValue } | null | undefined;
    for (const key of access) {
      if (!data?.[key]) continue;
      const { namespace, name } = manifest.ref;
      report('I2G2141', { configMap: `${namespace}/${name}`, key }, [manifest.originOf(['data', key])]);
    }
  }
}
