import type { Cluster, ClusterSettings } from './cluster/cluster.ts';

/** Everything the program may ask of the world. */
export interface Host {
  /** Throws with a `code` such as `ENOENT` where the file cannot be read. */
  readonly readText: (path: string) => Promise<string>;
  readonly readStdin: () => Promise<string>;
  /** What is below a folder; `undefined` where the path is no folder. Throws where there is nothing. */
  readonly listFiles: (path: string) => Promise<Listing | undefined>;
  readonly writeText: (path: string, text: string) => Promise<void>;
  /** Writes files and the folders that they need: all of them or, where one cannot be written, none. */
  readonly writeFiles: (files: readonly FileText[]) => Promise<void>;
  /** What is at a path itself, and not where a link leads. */
  readonly kindOf: (path: string) => Promise<'file' | 'folder' | 'other' | undefined>;
  /** Throws a `ClusterError` where there is no such cluster. */
  readonly openCluster: (settings: ClusterSettings) => Promise<Cluster>;
  /** Whether colours help the reader of standard error. */
  readonly colours: boolean;
}

/** What a look through a folder and all folders in it has found. */
export interface Listing {
  /** The paths of files of all kinds, sorted; without hidden ones. */
  readonly files: readonly string[];
  /** Folders that cannot be looked into. */
  readonly unreadable: readonly Unreadable[];
}

/** A path, and the `code` of the error that keeps it closed. */
export interface Unreadable {
  readonly path: string;
  readonly code: string;
}

/** What a file is to hold. */
export interface FileText {
  readonly path: string;
  readonly text: string;
}
