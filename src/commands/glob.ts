import { dirname } from 'node:path';
import picomatch from 'picomatch';
import type { Host, Listing } from '../host.ts';
import { Refusal } from '../refusal.ts';
import { isManifest } from './manifests.ts';

/** What a glob stands for: files, and the manifests in folders. Throws a `Refusal` where that is nothing. */
export async function matching(pattern: string, host: Host): Promise<Listing> {
  const { base } = picomatch.scan(pattern);
  const folder = base === '' ? '.' : base;
  const { files, unreadable } = await below(folder, pattern, host);
  const matches = picomatch(pattern.replace(/^\.\//, ''));
  // A pattern that ends as file names do says itself which files it wants.
  const wantsEnding = /\.\w+$/.test(pattern);
  const found = files.filter((file) =>
    isManifest(file) ? wayTo(file).some((step) => matches(step)) : wantsEnding && matches(file),
  );
  if (found.length === 0)
    throw new Refusal(
      `cannot read ${pattern}: nothing below ${folder} matches (${files.length} ${files.length === 1 ? 'file' : 'files'} looked at)`,
    );
  return { files: found, unreadable };
}

async function below(folder: string, pattern: string, host: Host): Promise<Listing> {
  try {
    const listing = await host.listFiles(folder);
    if (listing !== undefined) return listing;
  } catch {
    // What keeps the folder closed matters less than that the pattern has nowhere to begin.
  }
  throw new Refusal(`cannot read ${pattern}: there is no folder ${folder} to look in`);
}

/** A file and the folders that it is in. */
function wayTo(file: string): readonly string[] {
  const steps = [file];
  for (let step = dirname(file); step !== '.' && step !== dirname(step); step = dirname(step)) steps.push(step);
  return steps;
}
