import { escapedMarkdown } from './markup.ts';
import { printable } from './printable.ts';
import { countsOf, type MessageGroup, messagesOf, type Writer, whereabouts } from './writer.ts';

/** The most places that one message lists; a comment on a pull request has an end. */
const mostPlaces = 10;

/** Markdown, for a pull request or the summary of a CI job. */
export const markdownReport: Writer = (diagnostics, context) => {
  const messages = messagesOf(diagnostics, context);
  return [`## ingress2gateway: ${countsOf(messages)}\n`, ...messages.map(item)].join('\n');
};

function item({ code, severity, message, hint, places, isAccepted }: MessageGroup): string {
  const text = (raw: string) => escapedMarkdown(printable(raw));
  const rest = places.length - mostPlaces;
  return [
    `- **${severity}** ${code}${isAccepted ? ' (accepted)' : ''}: ${text(message)}`,
    ...places.slice(0, mostPlaces).map((place) => `  - ${escapedMarkdown(whereabouts(place))}`),
    ...(rest > 0 ? [`  - and ${rest} more ${rest === 1 ? 'place' : 'places'}`] : []),
    ...(hint === undefined ? [] : [`  - _help_: ${text(hint)}`]),
    '',
  ].join('\n');
}
