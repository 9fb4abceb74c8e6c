import { lstatSync, readFileSync, statSync } from 'node:fs';
import process from 'node:process';
import type { Host } from './host.ts';
import { expectWork } from './node-engine.ts';
import { decode } from './read/decode.ts';

/** How many characters all inputs have together so far. */
let read = 0;

async function noted(text: string): Promise<string> {
  read += text.length;
  await expectWork(read);
  return text;
}

/** The world as Node sees it. */
export const nodeHost: Host = {
  // The calls wait: nothing else is to be done meanwhile, and the promises of node:fs take time to load.
  readText: async (path) => noted(decode(readFileSync(path))),
  readStdin: async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return noted(decode(Buffer.concat(chunks)));
  },
  listFiles: async (path) => {
    if (!statSync(path).isDirectory()) return undefined;
    const { walk } = await import('./node-walk.ts');
    return walk(path);
  },
  writeText: async (path, text) => {
    const { writeTogether } = await import('./node-write.ts');
    writeTogether([{ path, text }]);
  },
  writeFiles: async (files) => {
    const { writeTree } = await import('./node-write.ts');
    writeTree(files);
  },
  kindOf: async (path) => {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats && (stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other');
  },
  openCluster: async (settings) => {
    // The client of Kubernetes takes longer to load than everything else together.
    const { openCluster } = await import('./cluster/open.ts');
    // Nobody knows how much there is, and one that has controllers has not little.
    await expectWork(Number.MAX_SAFE_INTEGER);
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
