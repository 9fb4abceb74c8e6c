import type { Command } from 'commander';
import type { AnnotationSpec, FeatureDoc } from '../annotations.ts';
import { type Answer, answerFor } from '../answers.ts';
import { effects } from '../diagnostics/annotations.ts';
import { catalogue } from '../diagnostics/catalogue.ts';
import { nearest } from '../nearest.ts';
import type { Provider } from '../provider.ts';
import { Refusal } from '../refusal.ts';
import { emitters, providers } from '../registry.ts';
import { type Effect, effectOf } from './example.ts';
import { refuseName } from './refusal.ts';
import type { Result } from './result.ts';

/** Made of the golden cases. */
interface Examples {
  readonly codes: Readonly<Record<string, string>>;
  /** Inputs that annotations share. */
  readonly inputs: readonly string[];
  /** Which of the inputs shows an annotation. */
  readonly annotations: Readonly<Record<string, number>>;
}

/** `explain`: what a code or an annotation means. */
export function addExplain(program: Command, done: (result: Result) => void): void {
  program
    .command('explain')
    .summary('tell what a code or an annotation means')
    .description('Tells what the code of a message means, or what an annotation does and what becomes of it.')
    .argument('<code-or-annotation>', 'such as I2G3001 or nginx.ingress.kubernetes.io/proxy-ssl-secret')
    .action(async (what: string) => done({ stdout: await explain(what), stderr: '', exitCode: 0 }));
}

async function explain(what: string): Promise<string> {
  // Loaded when it is asked for: the main job starts without it.
  const { default: examples } = await import('./examples.json', { with: { type: 'json' } });
  const { codes, inputs, annotations }: Examples = examples;
  const code = what.toUpperCase();
  if (Object.hasOwn(catalogue, code)) return explainCode(code as keyof typeof catalogue, codes[code]);
  const name = what.replace(/^.*\//, '');
  for (const provider of providers) {
    for (const feature of provider.features) {
      const found = Object.entries(feature.annotations).find(
        ([n, { aliases = [] }]) => n === name || aliases.includes(name),
      );
      if (found) return explainAnnotation(provider, feature, found, inputs[annotations[found[0]] ?? -1]);
    }
    const successor = provider.removed.get(name);
    if (provider.removed.has(name))
      return `${name}\n\nThe annotation was removed from ${provider.name}: it has no effect any more.${successor ? ` ${successor} took its place.` : ''}\n`;
  }
  if (/^I2G/i.test(what)) return refuseName('code', code, Object.keys(catalogue));
  const names = providers.flatMap((p) => p.features.flatMap((f) => Object.keys(f.annotations)));
  const close = nearest(name, names);
  throw new Refusal(
    `unknown annotation ${JSON.stringify(name)}: ${close ? `did you mean ${close}?` : 'see ingress2gateway list annotations'}`,
  );
}

function explainAnnotation(
  provider: Provider,
  feature: FeatureDoc,
  [annotation, { doc, aliases = [], onInvalid, fallback }]: readonly [string, AnnotationSpec],
  input: string | undefined,
): string {
  const defaults = [
    ...(fallback?.key === undefined ? [] : [`default: the key ${fallback.key} of the controller's ConfigMap`]),
    ...(fallback?.builtIn === undefined ? [] : [`built-in default: ${fallback.builtIn}`]),
  ];
  const parts = [
    `${annotation}${aliases.length > 0 ? ` (also ${aliases.join(', ')})` : ''}`,
    doc,
    [...defaults, `an invalid value: ${effects[onInvalid]}`].join('\n'),
    ...emitters.map((emitter) => answerText(answerFor(feature, annotation, emitter.open({})), emitter.name)),
    `Provider ${provider.name}, feature ${feature.name}: ${feature.summary}\nReference: ${feature.reference}`,
    ...(input === undefined ? [] : [`For example:\n\n${indented(input)}`]),
    ...(input === undefined
      ? []
      : emitters.map((emitter) => effectText(effectOf(input, annotation, emitter), emitter.name))),
  ];
  return `${parts.map((part) => part.trimEnd()).join('\n\n')}\n`;
}

function effectText({ objects, messages }: Effect, emitter: string): string {
  const shown = objects === '' ? '    (nothing in the output changes)' : indented(objects);
  const said = messages.length === 0 ? '' : `\n\n${indented(messages.join('\n'))}`;
  return `With --emitter ${emitter} it makes this difference:\n\n${shown.trimEnd()}${said}`;
}

const indented = (text: string): string => text.trimEnd().replace(/^(?=.)/gm, '    ');

/** One paragraph: the answer, why, and what to do instead. */
function answerText({ how, because, instead }: Answer, emitter: string): string {
  return [
    `Emitter ${emitter}: ${how}`,
    ...because.map((why) => `  ${why}`),
    ...instead.map((what) => `  instead: ${what}`),
  ].join('\n');
}

function explainCode(code: keyof typeof catalogue, example: string | undefined): string {
  const { name, severity, explain: text } = catalogue[code];
  const how = severity === 'by-stake' ? 'error, warning or info, by what is at stake' : severity;
  const shown = example === undefined ? '' : `\nFor example:\n\n${example}\n`;
  return `${code} ${name} (${how})\n\n${text}\n${shown}`;
}
