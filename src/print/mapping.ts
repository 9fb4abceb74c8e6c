import { keyText, scalarText } from './scalar.ts';

type Mapping = Readonly<Record<string, unknown>>;

/** A mapping in block style, each line of which begins with the margin, but for the first where that stands beside a dash. */
export function mappingText(mapping: Mapping, margin: string, first = margin): string {
  let text = '';
  for (const key of Object.keys(mapping)) {
    const value = mapping[key];
    if (value !== undefined) text += `${text === '' ? first : margin}${keyText(key)}:${valueText(value, margin)}`;
  }
  return text;
}

/** What follows a key: on its line, or below it. Lists stand as far to the left as their key. */
function valueText(value: unknown, margin: string): string {
  if (typeof value !== 'object' || value === null) return ` ${scalarText(value, margin)}\n`;
  if (Array.isArray(value)) return value.length === 0 ? ' []\n' : `\n${listText(value, margin, margin)}`;
  const inner = mappingText(value as Mapping, `${margin}  `);
  return inner === '' ? ' {}\n' : `\n${inner}`;
}

function listText(list: readonly unknown[], margin: string, first: string): string {
  let text = '';
  for (const item of list) text += `${text === '' ? first : margin}- ${itemText(item, margin)}`;
  return text;
}

/** What follows a dash: the first line of a mapping or list stands beside it. */
function itemText(item: unknown, margin: string): string {
  if (typeof item !== 'object' || item === null) return `${scalarText(item ?? null, margin)}\n`;
  const inner = `${margin}  `;
  const text = Array.isArray(item) ? listText(item, inner, '') : mappingText(item as Mapping, inner, '');
  return text === '' ? (Array.isArray(item) ? '[]\n' : '{}\n') : text;
}
