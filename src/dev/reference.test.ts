import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../diagnostics/catalogue.ts';
import { emitters, providers } from '../registry.ts';
import { version } from '../version.ts';
import { examples } from './examples.ts';
import { readmeBlocks } from './readme.ts';
import { codeReference, providerReference } from './reference.ts';

const update = process.env['UPDATE'] === '1' && process.env['CI'] === undefined;

const pages = [
  ...providers.map((provider) => ({
    path: `providers/${provider.name}/README.md`,
    text: () => providerReference(provider, emitters),
  })),
  { path: 'src/diagnostics/README.md', text: codeReference },
  { path: 'src/commands/examples.json', text: () => `${JSON.stringify(examples(), null, 2)}\n` },
];

describe('generated pages', () => {
  it.each(pages)('$path is up to date', ({ path, text }) => {
    if (update) writeFileSync(path, text());
    expect(readFileSync(path, 'utf8')).toBe(text());
  });
});

describe('the README', () => {
  it.each(readmeBlocks())('shows the $name of the golden case', ({ text }) => {
    expect(readFileSync('README.md', 'utf8')).toContain(text);
  });
});

/** What no input can bring about today, and why it is there. */
const unreachable: Readonly<Record<string, string>> = {
  I2G9001: 'a bug of ours',
  I2G9002: 'a bug of ours',
  I2G9004: 'a bug of ours',
  I2G3003: 'no two policies write the same field yet',
};

describe('golden cases', () => {
  it('show every message', () => {
    const shown = Object.keys(examples().codes);
    expect(Object.keys(catalogue).filter((code) => !shown.includes(code) && !(code in unreachable))).toEqual([]);
    const excused = Object.keys(unreachable).filter((code) => shown.includes(code));
    expect(excused, 'it is shown: take it off the list').toEqual([]);
  });
});

describe('names', () => {
  it.each(providers)('no two features of $name own the same annotation', ({ features }) => {
    const names = features.flatMap((f) =>
      Object.entries(f.annotations).flatMap(([name, spec]) => [name, ...(spec.aliases ?? [])]),
    );
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  it('the version is that of the package', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8')).version).toBe(version);
  });
});
