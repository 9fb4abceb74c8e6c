import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { read } from './reading.testing.ts';

const folder = new URL('../../../shared/corpus/', import.meta.url);
const files = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(ya?ml|json)$/.test(name)) : [];

it.skipIf(files.length === 0)(
  'reads public manifests alike with either line end (../shared/corpus, if it is there)',
  () => {
    for (const name of files) {
      const text = readFileSync(new URL(name, folder), 'utf8').replaceAll('\r\n', '\n');
      const unix = read(text);
      const windows = read(text.replaceAll('\n', '\r\n'));
      expect(
        windows.manifests.map(({ body }) => body),
        name,
      ).toEqual(unix.manifests.map(({ body }) => body));
      expect(windows.said, name).toEqual(unix.said);
    }
  },
);
