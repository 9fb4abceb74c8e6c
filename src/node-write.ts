import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import type { FileText } from './host.ts';

/** Writes files so that each is there whole or not at all, and none is where there is no room for all of them. */
export function writeTogether(files: readonly FileText[]): void {
  const beside = files.map(({ path }) => `${path}.${process.pid}.tmp`);
  const made: string[] = [];
  try {
    for (const [i, { text }] of files.entries()) {
      const path = beside[i] ?? '';
      // Something that is there already, a link most of all, is nothing to write into.
      writeFileSync(path, text, { flag: 'wx' });
      made.push(path);
    }
    for (const [i, { path }] of files.entries()) renameSync(beside[i] ?? '', path);
  } catch (error) {
    for (const path of made) rmSync(path, { force: true });
    throw error;
  }
}

/** Makes the folders that the files need, then writes the files. */
export function writeTree(files: readonly FileText[]): void {
  for (const { path } of files) makeFolder(dirname(path));
  writeTogether(files);
}

/** Makes a folder and those above it. Node's own way never ends where the system makes none, as below `/proc`. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
