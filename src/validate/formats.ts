import { isIPv4, isIPv6 } from 'node:net';
import { patternOf } from './patterns.ts';
import { urlOf } from './urls.ts';

// A format that is not here is a note for people: the API server ignores those it does not know.
const formats: { readonly [name: string]: (text: string) => boolean } = {
  ipv4: isIPv4,
  ipv6: isPlainIPv6,
  cidr: isCidr,
  mac: (text) => patternOf('^(?:[0-9A-Fa-f]{2}([:-])?){5}[0-9A-Fa-f]{2}$').test(text),
  uuid: (text) => patternOf('^(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$').test(text),
  uri: (text) => urlOf(text) !== undefined,
  byte: (text) => patternOf('^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$').test(withoutBreaks(text)),
  date: isDay,
  'date-time': (text) =>
    patternOf('^(?i)\\d{4}-\\d{2}-\\d{2}t\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(z|[+-]\\d{2}:\\d{2})$').test(text) &&
    isDay(text.slice(0, 10)) &&
    !Number.isNaN(Date.parse(text)),
};

/** Whether the text has the format. */
export function hasFormat(format: string, text: string): boolean {
  return formats[format]?.(text) ?? true;
}

/** Whether the number fits the format. */
export function isInRange(format: string, value: number): boolean {
  if (format === 'int32') return value >= -(2 ** 31) && value < 2 ** 31;
  if (format === 'int64') return value >= -(2 ** 63) && value < 2 ** 63;
  return true;
}

/** Whether the text is an IPv6 address, as Go understands it: without a zone. */
export function isPlainIPv6(text: string): boolean {
  return isIPv6(text) && !text.includes('%');
}

function isCidr(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  const most = isIPv4(address) ? 32 : isPlainIPv6(address) ? 128 : -1;
  return rest.length === 0 && /^(0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= most;
}

// `Date` takes the 30th of February for the 2nd of March.
function isDay(text: string): boolean {
  const midnight = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(`${text}T`);
}

// Go's base64 decoder reads over line breaks.
function withoutBreaks(text: string): string {
  return text.replace(/[\r\n]/g, '');
}
