import { plainValueOf } from '../read/scalars.ts';
import type { Printed } from './finish.ts';

/**
 * Objects as `kubectl -o kyaml` writes them (KEP-5295): flow style with trailing commas, every string quoted, keys quoted only
 * where a reader might take them for something else. It is YAML that cannot be indented wrongly.
 */
export const printKyaml = (objects: Iterable<Printed>): string =>
  Array.from(
    objects,
    ({ object, comment }) => `---\n${comment === undefined ? '' : `# ${comment}\n`}${textOf(object, '')}\n`,
  ).join('');

/** A value whose first line stands where `indent` says. */
function textOf(value: unknown, indent: string): string {
  if (typeof value === 'string') return quoted(value, `${indent}  `);
  if (Array.isArray(value)) return listOf(value, indent);
  if (typeof value === 'object' && value !== null) return mapOf(value, indent);
  return JSON.stringify(value);
}

function mapOf(map: object, indent: string): string {
  const entries = Object.entries(map).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return '{}';
  const inner = `${indent}  `;
  const lines = entries.map(([key, value]) => `${inner}${keyOf(key)}: ${textOf(value, inner)},\n`);
  return `{\n${lines.join('')}${indent}}`;
}

/** Items that have brackets of their own share lines with those of the list. */
function listOf(list: readonly unknown[], indent: string): string {
  if (list.length === 0) return '[]';
  if (list.every((item) => typeof item === 'object' && item !== null)) {
    return `[${list.map((item) => textOf(item, indent)).join(', ')}]`;
  }
  const inner = `${indent}  `;
  return `[\n${list.map((item) => `${inner}${textOf(item, inner)},\n`).join('')}${indent}]`;
}

const keyOf = (key: string): string => (isPlainKey(key) ? key : `"${escaped(key)}"`);

const plainKey = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_./-]*[\p{L}\p{N}_])?$/u;
/** What Go reads as a number, a boolean or a date beside the words of YAML. */
const ambiguousKey = /^(?:t|f|inf|infinity|nan|\d{4}-\d\d?-\d\d?)$/i;

const isPlainKey = (key: string): boolean =>
  plainKey.test(key) && !ambiguousKey.test(key) && plainValueOf(key.toLowerCase()) === key.toLowerCase();

/** A string on one line, or folded so that each of its lines has one of its own. */
function quoted(text: string, indent: string): string {
  if (!text.includes('\n')) return `"${escaped(text)}"`;
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  const folded = [...lines.map((line) => `${line}\n`), ...(last === '' ? [] : [last])].map((line) => {
    // The reader drops what a line begins with, unless it is escaped.
    const start = /^[ \t]/.test(line) ? '\\' : ' ';
    return `${indent}${start}${escaped(line)}\\\n`;
  });
  return `"\\\n${folded.join('')}${indent}"`;
}

const escaped = (text: string): string => text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} \t]|["\\]/gu, escapeOf);

const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\0': '\\0',
  '\u0007': '\\a',
  '\b': '\\b',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\u001b': '\\e',
  '\u0085': '\\N',
  '\u00a0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = (width: number) => code.toString(16).padStart(width, '0');
  if (Object.hasOwn(short, character)) return short[character] ?? '';
  if (code < 0x80) return `\\x${digits(2)}`;
  return code < 0x10000 ? `\\u${digits(4)}` : `\\U${digits(8)}`;
}
