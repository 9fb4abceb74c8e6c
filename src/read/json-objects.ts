import type { Extent } from './positions.ts';

/** Cuts a text between JSON objects that follow each other; anything else stays in one piece. */
export function jsonObjectsIn(text: string, { start, end }: Extent): readonly Extent[] {
  const objects: Extent[] = [];
  for (let from = start; ; ) {
    const objectEnd = isObjectAt(text, from) ? endOfObject(text, from, end) : undefined;
    if (objectEnd === undefined) return [{ start, end }];
    const rest = nextTokenAt(text, objectEnd, end);
    objects.push({ start: from, end: rest === end ? end : objectEnd });
    if (rest === end) return objects;
    from = rest;
  }
}

function nextTokenAt(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && /\s/.test(text.charAt(at))) at += 1;
  return at;
}

// `{{` opens a template, and `{a: 1}` is YAML.
const openedObject = /\s*\{\s*["}]/y;

function isObjectAt(text: string, offset: number): boolean {
  openedObject.lastIndex = offset;
  return openedObject.test(text);
}

/** The offset after the closing brace; `undefined` where there is none or the object is no JSON. */
function endOfObject(text: string, start: number, end: number): number | undefined {
  let depth = 0;
  for (let at = start; at < end; at += 1) {
    const character = text[at];
    if (character === "'" || character === '#') return undefined;
    if (character === '"') at = closingQuoteAt(text, at, end);
    else if (character === '{') depth += 1;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

function closingQuoteAt(text: string, openingQuote: number, end: number): number {
  let at = openingQuote + 1;
  while (at < end && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
