import { memoryHost } from '../memory-host.ts';
import { nodeHost } from '../node-host.ts';
import type { JsonObject } from '../read/values.ts';
import { run } from '../run.ts';
import { openCluster } from './open.ts';

/** The command line of a conversion. */
export const print = ['print', '--providers=ingress-nginx', '--emitter=agentgateway'];

/** Objects as `kubectl get -o json` writes them. */
export const listOf = (items: readonly JsonObject[]): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

/** What is printed of a cluster, waiting for nothing but the server. */
export const fromCluster = (kubeconfig: string, flags: readonly string[]): ReturnType<typeof run> =>
  run([...print, ...flags, '--kubeconfig', kubeconfig], {
    ...nodeHost,
    openCluster: (settings) => openCluster(settings, { pause: 1 }),
  });

/** What is printed of a text. */
export const fromText = (text: string, flags: readonly string[] = []): ReturnType<typeof run> =>
  run([...print, ...flags, '--input-file', 'objects.json'], memoryHost({ 'objects.json': text }));
