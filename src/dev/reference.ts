import type { FeatureDoc } from '../annotations.ts';
import { type Answer, answerFor, answerMeanings } from '../answers.ts';
import { table } from '../commands/table.ts';
import { compareText } from '../compare.ts';
import { catalogue } from '../diagnostics/catalogue.ts';
import { gatewayApi, newestRelease } from '../emit/gateway-api.ts';
import type { Dialect, Emitter } from '../emitter.ts';
import type { Provider } from '../provider.ts';

const generated = '<!-- Generated from the code: edit that, then run `UPDATE=1 npx vitest run src/dev`. -->';

/** A provider's README: every annotation of the controller, and what each emitter makes of it. */
export function providerReference(provider: Provider, emitters: readonly Emitter[]): string {
  const dialects = emitters.map((emitter) => emitter.open({}));
  const more = emitters.map((emitter) => emitter.open({}, gatewayApi(newestRelease, 'experimental')));
  const sections = provider.features.map((feature) => {
    const rows = Object.entries(feature.annotations).map(([annotation, { doc, aliases = [] }]) => ({
      annotation: [`\`${annotation}\``, ...aliases.map((alias) => `(also \`${alias}\`)`)].join(' '),
      meaning: escaped(doc),
      ...Object.fromEntries(
        dialects.map((dialect, i) => [
          dialect.name,
          cell(answerFor(feature, annotation, dialect)) + added(feature, annotation, dialect, more[i]),
        ]),
      ),
    }));
    return `## ${feature.name}\n\n${feature.summary} [Reference](${feature.reference})\n\n${table(rows, 'markdown')}`;
  });
  const meanings = Object.entries(answerMeanings).map(([answer, meaning]) => `**${answer}**: ${meaning}`);
  const intro = `What each annotation does in the controller, and what the emitters make of it. ${meanings.join('; ')}. The answers are for the newest releases of the targets, and for the standard channel of the Gateway API unless they say otherwise; \`ingress2gateway explain ANNOTATION\` shows an example of each.`;
  return `# ${provider.title}\n\n${generated}\n\n${intro}\n\n${tally(provider, dialects)}\n${sections.join('\n')}`;
}

/** How many annotations get which answer. */
function tally(provider: Provider, dialects: readonly Dialect[]): string {
  const rows = dialects.map((dialect) => {
    const answers = provider.features.flatMap((feature) =>
      Object.keys(feature.annotations).map((annotation) => answerFor(feature, annotation, dialect).how),
    );
    const count = (how: Answer['how']) => String(answers.filter((answer) => answer === how).length);
    return {
      emitter: dialect.name,
      annotations: String(answers.length),
      ...Object.fromEntries((['exact', 'approximate', 'impossible'] as const).map((how) => [how, count(how)])),
    };
  });
  return table(rows, 'markdown');
}

/** The answer, and what is to know about it. */
function cell({ how, because, instead }: Answer): string {
  const why = because.length === 0 ? '' : `: ${because.join('; ')}`;
  return escaped(`**${how}**${why}${instead.length === 0 ? '' : `. Instead: ${instead.join('; ')}`}`);
}

/** What the answer is with the experimental channel, where that is another one. */
function added(feature: FeatureDoc, annotation: string, dialect: Dialect, more: Dialect | undefined): string {
  const answer = more && answerFor(feature, annotation, more);
  const usual = answerFor(feature, annotation, dialect);
  if (!answer || (answer.how === usual.how && answer.because.join() === usual.because.join())) return '';
  return `. With \`--allow-experimental-gw-api\`: ${cell({ ...answer, instead: [] })}`;
}

const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** Every message with its code. */
export function codeReference(): string {
  const rows = Object.entries(catalogue)
    .sort(([a], [b]) => compareText(a, b))
    .map(([code, { name, severity, explain }]) => ({
      code,
      name,
      severity: severity === 'by-stake' ? 'by stake' : severity,
      meaning: escaped(explain),
    }));
  const intro =
    'A message whose severity is *by stake* is an error where access control or the verification of TLS is at stake, a warning where routing or behaviour is, and a note where it is only tuning.';
  return `# Messages\n\n${generated}\n\n${intro}\n\n${table(rows, 'markdown')}`;
}
