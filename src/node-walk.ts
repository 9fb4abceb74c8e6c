import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Listing, Unreadable } from './host.ts';

/**
 * Looks through a folder and all folders in it, where links lead as well: each folder once, and none that holds the whole.
 * What is neither file nor folder, such as a pipe, is passed over, as reading it may never end.
 */
export function walk(root: string): Listing {
  const files: string[] = [];
  const unreadable: Unreadable[] = [];
  const whole = realpathSync(root);
  const seen = new Set<string>();
  const enter = (folder: string): void => {
    try {
      const real = realpathSync(folder);
      if (seen.has(real) || isAbove(real, whole)) return;
      seen.add(real);
      for (const entry of readdirSync(folder, { withFileTypes: true })) visit(join(folder, entry.name), entry);
    } catch (error) {
      unreadable.push({ path: folder, code: (error as NodeJS.ErrnoException).code ?? '' });
    }
  };
  const visit = (path: string, entry: Dirent): void => {
    // Tools keep what is theirs in hidden folders, such as `.git`.
    if (entry.name.startsWith('.')) return;
    const kind = entry.isSymbolicLink() ? kindBehind(path) : entry;
    if (kind === undefined || kind.isFile()) files.push(path);
    else if (kind.isDirectory()) enter(path);
  };
  enter(root);
  return { files: files.sort(), unreadable };
}

const isAbove = (folder: string, other: string): boolean =>
  folder !== other && other.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);

/** What a link leads to. A link to nowhere counts as a file, and whoever reads it will be told. */
function kindBehind(link: string): { isFile(): boolean; isDirectory(): boolean } | undefined {
  try {
    return statSync(link);
  } catch {
    return undefined;
  }
}
