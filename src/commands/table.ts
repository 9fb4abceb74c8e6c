/** How lists are written. */
export const formats = ['table', 'json', 'markdown'] as const;

/** One of them. */
export type Format = (typeof formats)[number];

type Row = Readonly<Record<string, string>>;

/** Rows with the same columns, for people, programs or documents. */
export function table(rows: readonly Row[], format: Format): string {
  if (format === 'json') return `${JSON.stringify(rows, null, 2)}\n`;
  const [first] = rows;
  if (first === undefined) return '';
  const columns = Object.keys(first);
  const cells = rows.map((row) => columns.map((column) => row[column] ?? ''));
  if (format === 'markdown') {
    const line = (parts: readonly string[]) => `| ${parts.join(' | ')} |\n`;
    return [columns, columns.map(() => '---'), ...cells].map(line).join('');
  }
  const widths = columns.map((column, i) => Math.max(column.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const line = (parts: readonly string[]) =>
    `${parts
      .map((part, i) => part.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd()}\n`;
  return line(columns.map((column) => column.toUpperCase())) + cells.map(line).join('');
}
