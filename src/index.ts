/** The library: what the command line does, as functions. */

export type { Cluster, ClusterSettings } from './cluster/cluster.ts';
export { type Conversion, type Converted, convert } from './convert.ts';
export type { Diagnostic } from './diagnostics/diagnostic.ts';
export type { Severity } from './diagnostics/entry.ts';
export type { KubernetesObject } from './emit/fragment.ts';
export { defaultSettings, type EmitSettings } from './emit/settings.ts';
export type { Written } from './emit/written.ts';
export type { Emitter } from './emitter.ts';
export type { Host } from './host.ts';
export { memoryCluster } from './memory-cluster.ts';
export { memoryHost } from './memory-host.ts';
export type { Provider } from './provider.ts';
export type { Input } from './read/inputs.ts';
export { emitters, providers } from './registry.ts';
export { run } from './run.ts';
export { version } from './version.ts';
