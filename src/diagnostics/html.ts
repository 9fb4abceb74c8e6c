import type { Span } from '../model/origin.ts';
import { type ExcerptOf, excerpts } from './excerpt.ts';
import { escapedHtml } from './markup.ts';
import { printable } from './printable.ts';
import { countsOf, type MessageGroup, messagesOf, type Writer, whereabouts } from './writer.ts';

/** How much of a line is shown. */
const widest = 300;

const style = `
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color-scheme: light dark; }
  article { border-left: 4px solid; padding: .25rem 1rem; margin: 1rem 0; }
  .error { border-color: #d1242f; } .warning { border-color: #bf8700; } .info { border-color: #0969da; }
  .accepted { opacity: .6; }
  h2 { font-size: 1rem; margin: 0; }
  pre { overflow-x: auto; margin: .25rem 0; }
  .place { font-family: ui-monospace, monospace; }
`;

/** One page for a browser that loads nothing and runs nothing. */
export const htmlReport: Writer = (diagnostics, context) => {
  const messages = messagesOf(diagnostics, context);
  const excerptOf = excerpts();
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>ingress2gateway</title>
<style>${style}</style>
</head>
<body>
<h1>ingress2gateway ${text(context.version)}</h1>
<p>${text(countsOf(messages))}</p>
${messages.map((message) => article(message, excerptOf)).join('')}</body>
</html>
`;
};

const text = (raw: string): string => escapedHtml(printable(raw));

function article({ code, severity, message, hint, places, isAccepted }: MessageGroup, excerptOf: ExcerptOf): string {
  const shown = places.map((place) => {
    const line =
      place.source.kind === 'file' && place.span
        ? excerpt(excerptOf(place, place.span, place.source.text), place.span)
        : '';
    return `<div class="place">${escapedHtml(whereabouts(place))}</div>\n${line}`;
  });
  return `<article class="${severity}${isAccepted ? ' accepted' : ''}">
<h2>${severity} ${code}${isAccepted ? ' (accepted)' : ''}: ${text(message)}</h2>
${shown.join('')}${hint === undefined ? '' : `<p>help: ${text(hint)}</p>\n`}</article>
`;
}

/** The line of a place, with what is meant marked. */
function excerpt(line: string | undefined, { column, length }: Span): string {
  if (line === undefined) return '';
  const start = Math.max(0, column - 1 - widest / 2);
  const at = column - 1;
  const end = Math.min(at + length, start + widest);
  return `<pre>${text(line.slice(start, at))}<mark>${text(line.slice(at, end))}</mark>${text(line.slice(end, start + widest))}</pre>\n`;
}
