import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import type { Host } from './host.ts';

/** What tools keep for themselves, such as `.git`. */
const hidden = /(^|[/\\])\.[^/\\]/;
const manifest = /\.(ya?ml|json)$/i;

/** The world as Node sees it. */
export const nodeHost: Host = {
  // The calls wait: nothing else is to be done meanwhile, and the promises of node:fs take time to load.
  readText: async (path) => readFileSync(path, 'utf8'),
  readStdin: async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  },
  listFiles: async (path) => {
    if (!statSync(path).isDirectory()) return undefined;
    const entries = readdirSync(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && manifest.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !hidden.test(relative(path, file)))
      .sort();
  },
  writeText: async (path, text) => {
    const beside = `${path}.${process.pid}.tmp`;
    writeFileSync(beside, text);
    renameSync(beside, path);
  },
  openCluster: async (settings) => {
    // The client of Kubernetes takes longer to load than everything else together.
    const { openCluster } = await import('./cluster/open.ts');
    return openCluster(settings);
  },
  colours: wantsColours(process.env, process.stderr.isTTY === true),
};

/** The habits of terminals: NO_COLOR and a dumb terminal switch colours off, FORCE_COLOR switches them on. */
function wantsColours(env: Readonly<Record<string, string | undefined>>, terminal: boolean): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return !['0', 'false'].includes(env['FORCE_COLOR']);
  return terminal && env['TERM'] !== 'dumb';
}
