import type { Command } from 'commander';
import { answerFor, answerMeanings } from '../answers.ts';
import { catalogue } from '../diagnostics/catalogue.ts';
import { nearest } from '../nearest.ts';
import { emitters, providers } from '../registry.ts';
import { Refusal, refuseName } from './refusal.ts';
import type { Result } from './result.ts';

/** Made of the golden cases. */
interface Examples {
  readonly codes: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
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
  const { codes, annotations: lines }: Examples = examples;
  const code = what.toUpperCase();
  if (Object.hasOwn(catalogue, code)) return explainCode(code as keyof typeof catalogue, codes[code]);
  const name = what.replace(/^.*\//, '');
  for (const provider of providers) {
    for (const feature of provider.features) {
      const found = Object.entries(feature.annotations).find(
        ([n, { aliases = [] }]) => n === name || aliases.includes(name),
      );
      if (!found) continue;
      const [canonical, { doc, aliases = [] }] = found;
      return [
        `${canonical}${aliases.length > 0 ? ` (also ${aliases.join(', ')})` : ''}`,
        '',
        doc,
        '',
        ...(lines[canonical] === undefined ? [] : [`For example:\n\n    ${lines[canonical]}\n`]),
        `Provider: ${provider.name}, feature ${feature.name}: ${feature.summary}`,
        ...emitters.map((e) => `Emitter ${e.name}: ${answerMeanings[answerFor(feature, canonical, e)]}`),
        `Reference: ${feature.reference}`,
        '',
      ].join('\n');
    }
  }
  for (const provider of providers) {
    const known = provider.unconverted.get(name);
    if (known)
      return `${name}\n\n${provider.name} knows the annotation, and it is not converted yet: the output lacks ${known.about}, and the report says so.\n`;
    if (provider.removed.has(name))
      return `${name}\n\nThe annotation was removed from ${provider.name}: it has no effect any more.\n`;
  }
  if (/^I2G/i.test(what)) return refuseName('code', code, Object.keys(catalogue));
  const names = providers.flatMap((p) => [
    ...p.features.flatMap((f) => Object.keys(f.annotations)),
    ...p.unconverted.keys(),
  ]);
  const close = nearest(name, names);
  throw new Refusal(
    `unknown annotation ${JSON.stringify(name)}: ${close ? `did you mean ${close}?` : 'see ingress2gateway list annotations'}`,
  );
}

function explainCode(code: keyof typeof catalogue, example: string | undefined): string {
  const { name, severity, explain: text } = catalogue[code];
  const how = severity === 'by-stake' ? 'error, warning or info, by what is at stake' : severity;
  const shown = example === undefined ? '' : `\nFor example:\n\n${example}\n`;
  return `${code} ${name} (${how})\n\n${text}\n${shown}`;
}
