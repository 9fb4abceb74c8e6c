import { keyText, scalarText } from './scalar.ts';

type Mapping = Readonly<Record<string, unknown>>;

/** A mapping in block style. */
export function mappingText(mapping: Mapping): string {
  // Joined once: a text that grows by each piece is a tree of pieces, dear to make and to flatten.
  const pieces: string[] = [];
  addMapping(mapping, '', '', pieces);
  return pieces.join('');
}

/** Adds a mapping each line of which begins with the margin, but for the first, which may stand beside a dash. */
function addMapping(mapping: Mapping, margin: string, first: string, pieces: string[]): void {
  let start = first;
  for (const key in mapping) {
    const value = mapping[key];
    if (value === undefined) continue;
    pieces.push(start, keyText(key), ':');
    start = margin;
    addValue(value, margin, pieces);
  }
}

/** Adds what follows a key: on its line, or below it. Lists stand as far to the left as their key. */
function addValue(value: unknown, margin: string, pieces: string[]): void {
  if (typeof value !== 'object' || value === null) {
    pieces.push(' ', scalarText(value, margin), '\n');
    return;
  }
  const inside = pieces.push('\n');
  const inner = `${margin}  `;
  if (Array.isArray(value)) addList(value, margin, margin, pieces);
  else addMapping(value as Mapping, inner, inner, pieces);
  if (pieces.length === inside) pieces[inside - 1] = Array.isArray(value) ? ' []\n' : ' {}\n';
}

function addList(list: readonly unknown[], margin: string, first: string, pieces: string[]): void {
  for (let i = 0; i < list.length; i += 1) {
    pieces.push(i === 0 ? first : margin, '- ');
    addItem(list[i], margin, pieces);
  }
}

/** Adds what follows a dash: the first line of a mapping or list stands beside it. */
function addItem(item: unknown, margin: string, pieces: string[]): void {
  if (typeof item !== 'object' || item === null) {
    pieces.push(scalarText(item ?? null, margin), '\n');
    return;
  }
  const inside = pieces.length;
  const inner = `${margin}  `;
  if (Array.isArray(item)) addList(item, inner, '', pieces);
  else addMapping(item as Mapping, inner, '', pieces);
  if (pieces.length === inside) pieces.push(Array.isArray(item) ? '[]\n' : '{}\n');
}
