import { type Cluster, clusterError } from './cluster/cluster.ts';
import type { Host } from './host.ts';

/** A world of named texts, for tests and for programs that have no files. */
export function memoryHost(
  files: Readonly<Record<string, string>>,
  stdin = '',
  cluster?: Cluster,
): Host & { readonly written: ReadonlyMap<string, string> } {
  const written = new Map<string, string>();
  return {
    written,
    colours: false,
    readText: async (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
      return text;
    },
    readStdin: async () => stdin,
    listFiles: async (path) => {
      const isHidden = (name: string) => name.split('/').some((step) => step.startsWith('.'));
      const inside = Object.keys(files).filter((name) =>
        path === '.' ? !isHidden(name) : name.startsWith(`${path}/`) && !isHidden(name.slice(path.length + 1)),
      );
      if (inside.length > 0) return { files: inside.sort(), unreadable: [] };
      if (Object.hasOwn(files, path)) return undefined;
      throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
    },
    openCluster: async ({ kubeconfig = 'KUBECONFIG' }) => {
      if (cluster === undefined) throw clusterError({ kind: 'no-configuration', looked: [kubeconfig] });
      return cluster;
    },
    writeFiles: async (files) => {
      for (const { path, text } of files) written.set(path, text);
    },
    kindOf: async (path) => {
      if (Object.hasOwn(files, path)) return 'file';
      return Object.keys(files).some((name) => name.startsWith(`${path}/`)) ? 'folder' : undefined;
    },
    writeText: async (path, text) => {
      written.set(path, text);
    },
  };
}
