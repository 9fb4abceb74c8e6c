import { keyText, scalarText } from './scalar.ts';

type Mapping = Readonly<Record<string, unknown>>;

/** A mapping in block style. */
export function mappingText(mapping: Mapping): string {
  // Joined once: a text that grows by each line is a tree of texts, dear to make and to flatten.
  const lines: string[] = [];
  addMapping(mapping, '', '', lines);
  return `${lines.join('\n')}\n`;
}

/** Adds a mapping each line of which begins with the margin, but for the first, which may stand beside a dash. */
function addMapping(mapping: Mapping, first: string, margin: string, lines: string[]): void {
  let start = first;
  for (const key in mapping) {
    const value = mapping[key];
    if (value === undefined) continue;
    addValue(value, `${start}${keyText(key)}:`, margin, lines);
    start = margin;
  }
}

/** Adds what follows a key: on its line, or below it. Lists stand as far to the left as their key. */
function addValue(value: unknown, key: string, margin: string, lines: string[]): void {
  if (typeof value !== 'object' || value === null) {
    lines.push(`${key} ${scalarText(value, margin)}`);
    return;
  }
  const below = lines.push(key);
  const inner = `${margin}  `;
  if (Array.isArray(value)) addList(value, margin, margin, lines);
  else addMapping(value as Mapping, inner, inner, lines);
  if (lines.length === below) lines[below - 1] = `${key} ${emptyText(value)}`;
}

function addList(list: readonly unknown[], first: string, margin: string, lines: string[]): void {
  for (let i = 0; i < list.length; i += 1) addItem(list[i], `${i === 0 ? first : margin}- `, margin, lines);
}

/** Adds what follows a dash: the first line of a mapping or list stands beside it. */
function addItem(item: unknown, dash: string, margin: string, lines: string[]): void {
  if (typeof item !== 'object' || item === null) {
    lines.push(`${dash}${scalarText(item ?? null, margin)}`);
    return;
  }
  const before = lines.length;
  const inner = `${margin}  `;
  if (Array.isArray(item)) addList(item, dash, inner, lines);
  else addMapping(item as Mapping, dash, inner, lines);
  if (lines.length === before) lines.push(`${dash}${emptyText(item)}`);
}

const emptyText = (value: object): string => (Array.isArray(value) ? '[]' : '{}');
