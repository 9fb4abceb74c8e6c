import { LineStart } from './line-start.ts';
import { scalarText } from './scalar.ts';

type Mapping = Readonly<Record<string, unknown>>;

/**
 * Adds the pieces of mappings in block style: a text that grows by each of them is a tree of texts, dear to make and to flatten.
 * What it knows of earlier lines goes with it, as values keep alive the text that they were read from.
 */
export function mappingsInto(): (pieces: string[], mapping: object) => void {
  const veryFirst = new LineStart('');
  const outermost = new LineStart('\n');
  return (pieces, mapping) => {
    addMapping(mapping as Mapping, veryFirst, outermost, pieces);
    pieces.push('\n');
  };
}

/** Adds a mapping each line of which stands at the margin, but for the first, which may stand beside a dash. */
function addMapping(mapping: Mapping, first: LineStart, margin: LineStart, pieces: string[]): void {
  let start = first;
  for (const key in mapping) {
    const value = mapping[key];
    if (value === undefined) continue;
    addEntry(key, value, start, margin, pieces);
    start = margin;
  }
}

/** Adds a key, and its value on the same line or below. Lists stand as far to the left as their key. */
function addEntry(key: string, value: unknown, start: LineStart, margin: LineStart, pieces: string[]): void {
  if (typeof value !== 'object' || value === null) {
    pieces.push(start.beside(key).line(value, margin.text));
    return;
  }
  const below = pieces.push(start.above(key));
  if (Array.isArray(value)) addList(value, margin.dash, margin, pieces);
  else addMapping(value as Mapping, margin.inner, margin.inner, pieces);
  if (pieces.length === below) pieces[below - 1] = start.beside(key).text + emptyText(value);
}

/** Adds a list the dashes of which stand at the margin, but for the first, which may stand beside another one. */
function addList(list: readonly unknown[], first: LineStart, margin: LineStart, pieces: string[]): void {
  for (let i = 0; i < list.length; i += 1) addItem(list[i], i === 0 ? first : margin.dash, margin, pieces);
}

/** Adds what follows a dash: the first line of a mapping or list stands beside it. */
function addItem(item: unknown, dash: LineStart, margin: LineStart, pieces: string[]): void {
  if (typeof item !== 'object' || item === null) {
    pieces.push(dash.text, scalarText(item ?? null, margin.text));
    return;
  }
  const before = pieces.length;
  if (Array.isArray(item)) addList(item, dash.dash, margin.inner, pieces);
  else addMapping(item as Mapping, dash, margin.inner, pieces);
  if (pieces.length === before) pieces.push(dash.text, emptyText(item));
}

const emptyText = (value: object): string => (Array.isArray(value) ? '[]' : '{}');
