import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { annotationsOf } from './annotations.ts';
import { answerFor } from './answers.ts';
import { goldenFiles } from './dev/testdata.ts';
import { parseManifests } from './read/parse.ts';
import { emitters, providers } from './registry.ts';

/** What golden cases with an emitter set an annotation to. */
interface Seen {
  readonly emitter: string;
  readonly annotation: string;
  readonly value: string;
}

const files = goldenFiles();

const seen: readonly Seen[] = files
  .filter((path) => basename(path) === 'args')
  .flatMap((path) => {
    const args = readFileSync(path, 'utf8').trim();
    if (!args.startsWith('print')) return [];
    const [, emitter = 'standard'] = /--emitter[ =](\S+)/.exec(args) ?? [];
    const folders = [dirname(path), dirname(dirname(path))];
    return files
      .filter(
        (file) => folders.includes(dirname(file)) && /\.(ya?ml|json)$/.test(file) && basename(file) !== 'output.yaml',
      )
      .flatMap((file) => parseManifests(file, readFileSync(file, 'utf8'), () => {}))
      .flatMap((manifest) => Object.entries<unknown>(annotationsOf(manifest)))
      .filter(([, value]) => typeof value !== 'object')
      .map(([key, value]) => ({ emitter, annotation: key.replace(/^.*\//, ''), value: String(value) }));
  });

/** A text that only a value which may be anything takes. */
const nonsense = '\u0007 "{ } ; $% \\';

const annotations = providers.flatMap((provider) =>
  provider.features.flatMap((feature) =>
    Object.entries(feature.annotations).flatMap(([name, spec]) =>
      emitters.map((emitter) => ({ provider: provider.name, emitter: emitter.name, name, spec, feature })),
    ),
  ),
);

describe('each annotation has a golden case', () => {
  it.each(annotations)('$name of $provider with $emitter', ({ emitter, name, spec: { schema, aliases = [] } }) => {
    const values = (names: readonly string[]) =>
      seen.filter((one) => one.emitter === emitter && names.includes(one.annotation) && one.value.trim() !== '');
    const own = values([name, ...aliases]).map(({ value }) => schema.safeParse(value.trim()).success);
    expect(own, 'no case with a value that the controller takes').toContain(true);
    for (const alias of aliases) expect(values([alias]), `no case for ${alias}`).not.toEqual([]);
    if (!schema.safeParse(nonsense).success) expect(own, 'no case with a value that it does not take').toContain(false);
  });
});

describe('each annotation has one answer from each emitter', () => {
  it.each(annotations)('$name of $provider with $emitter', ({ emitter, name, feature, spec: { fills } }) => {
    const dialect = emitters.find((one) => one.name === emitter)?.open({});
    const { how, because, instead } = answerFor(feature, name, dialect as never);
    // The output says nothing of such an annotation, and the report neither.
    if ('exact' in fills) expect(because, 'nobody is told why nothing is lost').toEqual([fills.exact]);
    if (how !== 'exact') expect(because.join(''), 'nobody is told why').not.toBe('');
    if (how === 'impossible') expect(instead.join(''), 'nobody is told what to do instead').not.toBe('');
  });
});
