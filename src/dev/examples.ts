import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compareText } from '../compare.ts';
import { groupBy } from '../group.ts';
import { providers } from '../registry.ts';

/** What `explain` shows: for each code a message as the golden cases have it, for each annotation a line that sets it. */
export interface Examples {
  readonly codes: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const golden = (name: string): string[] =>
  readdirSync('testdata', { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && basename(entry.name) === name)
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => readFileSync(path, 'utf8'));

const sorted = (map: ReadonlyMap<string, string>) => Object.fromEntries([...map].sort(([a], [b]) => compareText(a, b)));

/** The shortest message of each code, so that the point is easy to see, and the value that most cases have. */
export function examples(): Examples {
  const codes = new Map<string, string>();
  for (const report of golden('report.txt')) {
    for (const block of report.split('\n\n')) {
      const [, code] = /^(?:error|warning|info)\[(I2G\d{4})\]/.exec(block) ?? [];
      if (code !== undefined) keepShortest(codes, code, block.trimEnd());
    }
  }
  const seen = new Map<string, string[]>();
  const names = new Set(providers.flatMap((p) => p.features.flatMap((f) => Object.keys(f.annotations))));
  for (const input of golden('input.yaml')) {
    for (const [, line = '', name = ''] of input.matchAll(
      /^ +(nginx\.ingress\.kubernetes\.io\/([\w-]+): (?!""|'').*[^|>\s].*)$/gm,
    )) {
      if (names.has(name)) seen.set(name, [...(seen.get(name) ?? []), line]);
    }
  }
  const annotations = new Map([...seen].map(([name, lines]) => [name, commonest(lines)]));
  return { codes: sorted(codes), annotations: sorted(annotations) };
}

function keepShortest(map: Map<string, string>, key: string, text: string): void {
  const there = map.get(key);
  if (there === undefined || text.length < there.length) map.set(key, text);
}

function commonest(lines: readonly string[]): string {
  const counts = [...groupBy(lines, (line) => line)].map(([line, all]) => ({ line, count: all.length }));
  counts.sort((a, b) => b.count - a.count || a.line.length - b.line.length || compareText(a.line, b.line));
  return counts[0]?.line ?? '';
}
