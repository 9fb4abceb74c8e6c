import * as z from 'zod';

/**
 * The value syntaxes that annotations share. Each is as strict and as loose as the controller's own validator, because
 * what it refuses decides whether a route exists at all.
 */

/** Exactly what Go's `strconv.ParseBool` takes: `yes`, `on` and ` true` are none. */
export const bool = z
  .enum(['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False'], 'expected "true" or "false"')
  .transform((v) => /^(1|t)/i.test(v));

/** `on` or `off`. */
export const onOff = z.enum(['on', 'off'], 'expected "on" or "off"').transform((v) => v === 'on');

/** What Go's `strconv.Atoi` takes: a sign and digits, no unit. */
export const integer = z
  .string()
  .regex(/^[-+]?\d{1,18}$/, 'expected a whole number without a unit')
  .transform(Number);

const characters = (allowed: RegExp, what: string) => z.string().regex(allowed, `expected ${what}`);

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

const network = z.union(
  [z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()],
  'expected IP addresses or networks, with commas between',
);

/** `10.0.0.0/8, 192.0.2.1`: a bare address is a network of one. */
export const networks = z
  .string()
  .transform((v) => v.split(',').map((n) => n.trim()))
  .pipe(z.array(network))
  .transform((list) => list.map((n) => (n.includes('/') ? n : `${n}/${n.includes(':') ? 128 : 32}`)));
