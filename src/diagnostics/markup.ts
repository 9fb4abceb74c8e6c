const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text that means nothing but itself in HTML, in its elements and in quoted attributes. */
export const escapedHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => entities[c] ?? c);

/** As for HTML; what XML has no way to write is left out. */
export const escapedXml = (text: string): string => escapedHtml(text).replace(/[\uFFFE\uFFFF]/g, '\uFFFD');

/**
 * A text on one line that means nothing but itself in GitHub's Markdown: no markup, no HTML, no formula, no link, and nobody
 * and no issue is mentioned.
 */
export const escapedMarkdown = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>|~$!&]/g, (c) => (Object.hasOwn(entities, c) ? (entities[c] ?? c) : `\\${c}`))
    .replace(/[@#]/g, (c) => `${c}&#8203;`)
    .replace(/:\/\//g, '\\://')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}\\.`);
