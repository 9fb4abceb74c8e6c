import type { Cluster, ClusterSettings } from './cluster/cluster.ts';

/** Everything the program may ask of the world. */
export interface Host {
  /** Throws with a `code` such as `ENOENT` where the file cannot be read. */
  readonly readText: (path: string) => Promise<string>;
  readonly readStdin: () => Promise<string>;
  /** The manifests below a folder, sorted; `undefined` where the path is no folder. */
  readonly listFiles: (path: string) => Promise<readonly string[] | undefined>;
  readonly writeText: (path: string, text: string) => Promise<void>;
  /** Throws a `ClusterError` where there is no such cluster. */
  readonly openCluster: (settings: ClusterSettings) => Promise<Cluster>;
  /** Whether colours help the reader of standard error. */
  readonly colours: boolean;
}
