import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compareText } from '../compare.ts';
import type { Input } from '../read/inputs.ts';

/** Where golden cases are. */
export const goldenRoot = 'testdata';

/** Every file below the golden cases, in an order that is the same on every machine. */
export const goldenFiles = (): readonly string[] =>
  readdirSync(goldenRoot, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort(compareText);

/** The golden files of one name, with their texts. */
export const goldenTexts = (name: string): readonly Input[] =>
  goldenFiles()
    .filter((path) => basename(path) === name)
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
