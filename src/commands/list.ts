import { type Command, Option } from 'commander';
import type { FeatureDoc } from '../annotations.ts';
import { answerFor } from '../answers.ts';
import { compareText } from '../compare.ts';
import { catalogue } from '../diagnostics/catalogue.ts';
import { Refusal } from '../refusal.ts';
import { emitters, providers } from '../registry.ts';
import { choose } from './refusal.ts';
import type { Result } from './result.ts';
import { type Format, formats, table } from './table.ts';

/** What can be listed. */
export const listable = ['providers', 'emitters', 'annotations', 'codes'] as const;

/** `list`: what there is to choose from. */
export function addList(program: Command, done: (result: Result) => void): void {
  program
    .command('list')
    .summary('list providers, emitters, annotations or codes')
    .description(
      'Lists what there is: providers, emitters, the annotations that are understood, or the codes of messages.',
    )
    .argument('<what>', 'providers, emitters, annotations or codes')
    .option('--emitter <name>', 'for annotations: what this emitter makes of them')
    .addOption(new Option('-o, --output <format>', 'how the list is written').choices(formats).default('table'))
    .action((what: string, flags: { emitter?: string; output: Format }) => {
      if (flags.emitter !== undefined && what !== 'annotations') throw new Refusal('--emitter is for list annotations');
      const rows = rowsOf(what, flags.emitter);
      done({ stdout: table(rows, flags.output), stderr: '', exitCode: 0 });
    });
}

type Rows = readonly Readonly<Record<string, string>>[];

function rowsOf(what: string, emitter: string | undefined): Rows {
  switch (what) {
    case 'providers':
      return providers.map(({ name, title }) => ({ name, title }));
    case 'emitters':
      return emitters.map(({ name, title }) => ({ name, title }));
    case 'codes':
      return Object.entries(catalogue)
        .sort(([a], [b]) => compareText(a, b))
        .map(([code, { name, severity }]) => ({
          code,
          name,
          severity,
        }));
    case 'annotations':
      return annotationRows(emitter);
    default:
      throw new Refusal(`cannot list ${JSON.stringify(what)}: choose from ${listable.join(', ')}`);
  }
}

/** With one emitter: its answers with their reasons; otherwise the answers of all, side by side. */
function annotationRows(emitter: string | undefined): Rows {
  if (emitter !== undefined) {
    const dialect = choose('emitter', emitter, emitters).open({});
    return eachAnnotation(({ annotation, provider, feature }) => {
      const { how, because, instead } = answerFor(feature, annotation, dialect);
      return { annotation, provider, answer: how, because: because.join('; '), instead: instead.join('; ') };
    });
  }
  const dialects = emitters.map((one) => one.open({}));
  return eachAnnotation(({ annotation, provider, feature }) => ({
    annotation,
    provider,
    ...Object.fromEntries(dialects.map((dialect) => [dialect.name, answerFor(feature, annotation, dialect).how])),
  }));
}

interface Listed {
  readonly annotation: string;
  readonly provider: string;
  readonly feature: FeatureDoc;
}

const eachAnnotation = (row: (listed: Listed) => Rows[number]): Rows =>
  providers.flatMap((provider) =>
    provider.features.flatMap((feature) =>
      Object.keys(feature.annotations).map((annotation) => row({ annotation, provider: provider.name, feature })),
    ),
  );
