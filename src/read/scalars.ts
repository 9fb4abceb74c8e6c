/**
 * What kubectl makes of a scalar: YAML 1.1 with Go's number syntax, not YAML 1.2.
 * Infinities and NaN come out as such; JSON has no word for them, so the caller refuses them.
 */
export type PlainValue = string | number | boolean | null;

const inEveryCase = (word: string) => [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()];

const words: ReadonlyMap<string, PlainValue> = new Map<string, PlainValue>([
  ...['y', 'yes', 'true', 'on'].flatMap(inEveryCase).map((word) => [word, true] as const),
  ...['n', 'no', 'false', 'off'].flatMap(inEveryCase).map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF'].flatMap((word) => [
    [word, Number.POSITIVE_INFINITY] as const,
    [`+${word}`, Number.POSITIVE_INFINITY] as const,
    [`-${word}`, Number.NEGATIVE_INFINITY] as const,
  ]),
]);

const longestWord = Math.max(...[...words.keys()].map((word) => word.length));

/** No number begins with a character beyond it. */
const nine = '9'.charCodeAt(0);

/** The value of an unquoted scalar without a tag. */
export function plainValueOf(text: string): PlainValue {
  // Looking up a long text costs more than all else.
  const word = text.length <= longestWord ? words.get(text) : undefined;
  if (word !== undefined) return word;
  return text.charCodeAt(0) <= nine && /^[-+.0-9]/.test(text) ? (numberOf(text) ?? text) : text;
}

/** The value of a scalar with an explicit tag; `undefined` where the text is nothing of that type. */
export function taggedValueOf(tag: string, text: string): PlainValue | undefined {
  const value = plainValueOf(text);
  switch (tag) {
    case 'tag:yaml.org,2002:int':
      return Number.isInteger(value) ? value : undefined;
    case 'tag:yaml.org,2002:float':
      return typeof value === 'number' ? value : undefined;
    case 'tag:yaml.org,2002:bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'tag:yaml.org,2002:null':
      return value === null ? value : undefined;
    case 'tag:yaml.org,2002:binary':
      return base64TextOf(text.replaceAll(/[\r\n]/g, ''));
    default:
      return text;
  }
}

const integer = /^([-+]?)(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const longestWholeNumber = '0b'.length + 64;
const fraction = /^\.[0-9](?:_?[0-9])*(?:[eE][-+]?[0-9](?:_?[0-9])*)?$/;

// No float has to be rounded for so few digits.
const shortWholeNumber = /^[1-9][0-9]{0,14}$/;

function numberOf(text: string): number | undefined {
  if (shortWholeNumber.test(text)) return Number(text);
  // Go is strict about underscores only where the number starts with its point.
  if (text.startsWith('.') && !fraction.test(text)) return undefined;
  const plain = text.replaceAll('_', '');
  const whole = integer.exec(plain);
  if (whole !== null) {
    const value = wholeNumberOf(plain, whole[1] ?? '');
    if (value !== undefined) return value;
  }
  if (!float.test(plain)) return undefined;
  const value = Number(plain);
  // A number too large for a float stays text; JSON knows no negative zero.
  return Number.isFinite(value) ? value || 0 : undefined;
}

/** Go has 64 bits, with or without a sign; a longer number is left to the floats, which have no hexadecimals. */
function wholeNumberOf(plain: string, sign: string): number | undefined {
  const digits = plain.slice(sign.length).replace(/^0(?=[0-7])/, '0o');
  if (digits.length > longestWholeNumber) return undefined;
  const magnitude = BigInt(digits);
  if (magnitude >= (sign === '' ? 2n ** 64n : sign === '+' ? 2n ** 63n : 2n ** 63n + 1n)) return undefined;
  return Number(sign === '-' ? -magnitude : magnitude);
}

function base64TextOf(text: string): string | undefined {
  const valid = text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
  return valid ? Buffer.from(text, 'base64').toString('utf8') : undefined;
}
