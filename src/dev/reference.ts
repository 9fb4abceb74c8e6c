import { answerFor, answerMeanings } from '../answers.ts';
import { table } from '../commands/table.ts';
import { compareText } from '../compare.ts';
import { catalogue } from '../diagnostics/catalogue.ts';
import type { Emitter } from '../emitter.ts';
import type { Provider } from '../provider.ts';

const generated = '<!-- Generated from the code: edit that, then run `UPDATE=1 npx vitest run src/dev`. -->';

/** A provider's README: every annotation that it converts, and what each emitter makes of it. */
export function providerReference(provider: Provider, emitters: readonly Emitter[]): string {
  const sections = provider.features.map((feature) => {
    const rows = Object.entries(feature.annotations).map(([annotation, { doc, aliases = [] }]) => ({
      annotation: [`\`${annotation}\``, ...aliases.map((alias) => `(also \`${alias}\`)`)].join(' '),
      meaning: doc.replaceAll('|', '\\|'),
      ...Object.fromEntries(emitters.map((emitter) => [emitter.name, answerFor(feature, annotation, emitter)])),
    }));
    return `## ${feature.name}\n\n${feature.summary} [Reference](${feature.reference})\n\n${table(rows, 'markdown')}`;
  });
  const meanings = Object.entries(answerMeanings).map(([answer, meaning]) => `*${answer}*: ${meaning}`);
  const intro = `What each annotation does in the controller, and what the emitters make of it. ${meanings.join('; ')}.`;
  const rest = [...provider.unconverted].map(([name]) => `\`${name}\``).join(', ');
  return `# ${provider.title}\n\n${generated}\n\n${intro}\n\n${sections.join('\n')}\n## Not yet\n\nKnown to the controller and not converted by this version: ${rest}.\n`;
}

/** Every message with its code. */
export function codeReference(): string {
  const rows = Object.entries(catalogue)
    .sort(([a], [b]) => compareText(a, b))
    .map(([code, { name, severity, explain }]) => ({
      code,
      name,
      severity: severity === 'by-stake' ? 'by stake' : severity,
      meaning: explain.replaceAll('|', '\\|'),
    }));
  const intro =
    'A message whose severity is *by stake* is an error where access control or the verification of TLS is at stake, a warning where routing or behaviour is, and a note where it is only tuning.';
  return `# Messages\n\n${generated}\n\n${intro}\n\n${table(rows, 'markdown')}`;
}
