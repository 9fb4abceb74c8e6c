import { keyText, scalarText } from './scalar.ts';

type Mapping = Readonly<Record<string, unknown>>;

/** A mapping in block style, each line of which begins with the margin. */
export function mappingText(mapping: Mapping, margin: string): string {
  let text = '';
  for (const key of Object.keys(mapping)) {
    const value = mapping[key];
    if (value !== undefined) text += `${margin}${keyText(key)}:${valueText(value, margin)}`;
  }
  return text;
}

/** What follows a key or a dash: on its line, or below it. Lists stand as far to the left as their key. */
function valueText(value: unknown, margin: string): string {
  if (typeof value !== 'object' || value === null) return ` ${scalarText(value, margin)}\n`;
  if (Array.isArray(value)) return value.length === 0 ? ' []\n' : `\n${listText(value, margin)}`;
  return isEmpty(value as Mapping) ? ' {}\n' : `\n${mappingText(value as Mapping, `${margin}  `)}`;
}

function listText(list: readonly unknown[], margin: string): string {
  return list.map((item) => `${margin}-${itemText(item, `${margin}  `)}`).join('');
}

/** What follows a dash: the first line of a mapping or list stands beside it. */
function itemText(item: unknown, margin: string): string {
  if (typeof item !== 'object' || item === null) return ` ${scalarText(item ?? null, margin.slice(2))}\n`;
  if (Array.isArray(item)) return item.length === 0 ? ' []\n' : ` ${listText(item, margin).slice(margin.length)}`;
  return isEmpty(item as Mapping) ? ' {}\n' : ` ${mappingText(item as Mapping, margin).slice(margin.length)}`;
}

function isEmpty(mapping: Mapping): boolean {
  for (const key in mapping) if (mapping[key] !== undefined) return false;
  return true;
}
