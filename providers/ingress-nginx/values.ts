import * as z from 'zod';
import { refusal, verbatim } from '../../src/annotations.ts';
import { lazily } from '../../src/lazily.ts';

/**
 * The value syntaxes that annotations share. Each is as strict and as loose as the controller's own validator, because
 * what it refuses decides whether a route exists at all.
 */

/** Exactly what Go's `strconv.ParseBool` takes: `yes`, `on` and ` true` are none. */
export const bool = verbatim(
  lazily(() =>
    z
      .enum(
        ['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False'],
        'expected "true" or "false"',
      )
      .transform((v) => /^(1|t)/i.test(v)),
  ),
);

/** `on` or `off`. */
export const onOff = lazily(() => z.enum(['on', 'off'], 'expected "on" or "off"').transform((v) => v === 'on'));

/** What Go's `strconv.Atoi` takes: a sign and digits, no unit, no space. */
export const integer = verbatim(
  lazily(() =>
    z
      .string()
      .regex(/^[-+]?\d{1,18}$/, 'expected a whole number without a unit')
      .transform(Number),
  ),
);

/** A number that the controller hands on as it is, and that nginx takes from `least` on. */
export const integerFrom = (least: number) =>
  verbatim(
    lazily(() =>
      integer.refine((v) => v >= least, { error: `nginx takes no number below ${least} here`, params: refusal }),
    ),
  );

/** Seconds of a time-out. */
export const seconds = integerFrom(0);

/** A size as an annotation has it. Without a unit it is bytes. */
export interface Size {
  readonly bytes: number;
  readonly unit: '' | 'b' | 'k' | 'm' | 'g';
}

const factors = { '': 1, b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 } as const;

/** Digits and perhaps b, k, m or g, as the controller takes them. */
export const size = lazily(() =>
  z
    .string()
    .regex(/^\d{1,15}[bkmg]?$/i, 'expected a size such as 512k or 8m')
    .transform((text): Size => {
      const unit = text.replace(/\d+/, '').toLowerCase() as Size['unit'];
      return { bytes: Number.parseInt(text, 10) * factors[unit], unit };
    }),
);

/** A size that goes to nginx as it is, which takes k and m only. */
export const sizeInKOrM = lazily(() =>
  size.refine(({ unit }) => unit !== 'b' && unit !== 'g', {
    error: 'nginx takes no unit but k and m here',
    params: refusal,
  }),
);

/** Text of nothing but the characters that a pattern allows. */
export const characters = (allowed: RegExp, what: string) =>
  lazily(() => z.string().regex(allowed, `expected ${what}`));

/** A path that may hold `$1`: no query, no braces. */
export const pathWithCaptures = characters(
  /^\/?[-._~a-zA-Z0-9/:$]*$/,
  'a path of letters, digits and - . _ ~ / : $, without a query',
);

/** A URL without variables, escapes or a fragment. */
export const url = characters(/^[-._~a-zA-Z0-9/:,?&=]*$/, 'a URL of letters, digits and - . _ ~ / : , ? & =');

/** A server name, which may be a pattern. */
export const serverName = characters(
  /^[/\-._~a-zA-Z0-9:^$[\](){}*+?|&=\\]*$/,
  'a host name or a pattern without spaces',
);

/** Letters, digits and `/ - . _ ~ :`. */
export const basic = characters(/^[/\-._~a-zA-Z0-9:]*$/, 'letters, digits and / - . _ ~ :');

/** Text with variables of nginx: `$name`, `${name}`, letters, digits and `- _`. */
export const withVariables = characters(/^[A-Za-z0-9\-_${}]*$/, 'letters, digits, - and _, and variables of nginx');

/** The entries of a list with commas between. A comma too many makes none. */
export const entriesOf = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

const network = lazily(() =>
  z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], 'expected IP addresses or networks, with commas between'),
);

/** `10.0.0.0/8, 192.0.2.1`: a bare address is a network of one. */
export const networks = z
  .string()
  .transform((v) => v.split(',').map((n) => n.trim()))
  .pipe(z.array(network))
  .transform((list) => list.map((n) => inOwnFamily(n.includes('/') ? n : `${n}/${n.includes(':') ? 128 : 32}`)));

/** `::ffff:10.0.0.0/104` is `10.0.0.0/8`: Go reads it so, and to a gateway no client of the one family is in the other. */
function inOwnFamily(network: string): string {
  const [, dotted, high, low, length] =
    /^(?:::|(?:0{1,4}:){5})ffff:(?:([\d.]+)|([\da-f]{1,4}):([\da-f]{1,4}))\/(\d+)$/i.exec(network) ?? [];
  const bits = Number(length) - 96;
  if (length === undefined || bits < 0) return network;
  const bytes = [high, low].flatMap((text = '') => {
    const word = Number.parseInt(text, 16);
    return [word >> 8, word & 255];
  });
  return `${dotted ?? bytes.join('.')}/${bits}`;
}
