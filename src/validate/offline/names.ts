import { remembering } from '../../remembering.ts';
import type { Rule } from './judging.ts';
import { choice, type Form, integer, text } from './shapes.ts';

const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(?:\\.${label})*`;
const qualifiedName = '[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';

function formOf(source: string, says: string): Form {
  let made: RegExp | undefined;
  return {
    says,
    get pattern() {
      made ??= new RegExp(`^(?:${source})$`);
      return made;
    },
  };
}

/** Texts that a pattern has to hold for, with the words for them. */
export const forms = {
  label: formOf(label, 'lower-case letters, digits and -, with - only inside'),
  emptyOrLabel: formOf(`(?:${label})?`, 'empty or lower-case letters, digits and -, with - only inside'),
  subdomain: formOf(subdomain, 'labels of lower-case letters, digits and - with dots between them'),
  hostname: formOf(`(?:\\*\\.)?${subdomain}`, 'a lower-case host name, perhaps with *. in front'),
  emptyOrSubdomain: formOf(`(?:${subdomain})?`, 'empty or a lower-case host name'),
  kind: formOf('[a-zA-Z](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?', 'the name of a kind: letters, digits and - inside'),
  labelValue: formOf('(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?', 'empty or letters, digits, -, _ and . inside'),
  key: formOf(
    `(?:${subdomain}/)?${qualifiedName}`,
    'a name of letters, digits, -, _ and . with perhaps a host name and / in front',
  ),
  headerName: formOf("[A-Za-z0-9!#$%&'*+\\-.^_`|~]+", "the name of a header: letters, digits and !#$%&'*+-.^_`|~"),
  headerValue: formOf('[!-~]+(?:[\\t ][!-~]+)*', 'visible ASCII with single blanks inside'),
  path: formOf(
    "(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+",
    'what a path may hold, with everything else as %XX',
  ),
  duration: formOf('(?:[0-9]{1,5}(?:h|m|s|ms)){1,4}', 'a duration such as 1m30s: whole numbers of at most five digits'),
  base64: formOf('(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?', 'base64'),
} as const satisfies Readonly<Record<string, Form>>;

/** A namespace. */
export const namespace = text({ min: 1, max: 63, form: forms.label });
/** The API group of a reference; the core group is the empty text. */
export const group = text({ max: 253, form: forms.emptyOrSubdomain });
/** The kind of a reference. */
export const kind = text({ min: 1, max: 63, form: forms.kind });
/** The name in a reference, which is not checked further. */
export const refName = text({ min: 1, max: 253 });
/** The name of a listener, of a rule or of a port. */
export const sectionName = text({ min: 1, max: 253, form: forms.subdomain });
/** A host name, with a wildcard in front or not. */
export const hostname = text({ min: 1, max: 253, form: forms.hostname });
/** A host name without a wildcard. */
export const preciseHostname = text({ min: 1, max: 253, form: forms.subdomain });
/** A TCP port. */
export const port = integer(1, 65535);
/** The name of a header. */
export const headerName = text({ min: 1, max: 256, form: forms.headerName });
/** A duration. */
export const duration = text({ form: forms.duration });
/** A method of HTTP. */
export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'] as const;
/** How the value of a header or a parameter is compared. */
export const matchType = choice('Exact', 'RegularExpression');

/** Rules for the keys of a map of labels or annotations that something is to be given. */
export const keyRules: readonly Rule<object>[] = [
  [`keys must be ${forms.key.says}`, (map) => Object.keys(map).every((key) => forms.key.pattern.test(key))],
  [
    'the part of a key before / must be shorter than 253 characters',
    (map) => Object.keys(map).every((key) => (key.split('/')[0] ?? '').length < 253),
  ],
];

/** A duration in milliseconds. */
export const millisOf = remembering((text) =>
  [...text.matchAll(/(\d+)(ms|h|m|s)/g)].reduce(
    (sum, [, count, unit = 'ms']) => sum + Number(count) * (units[unit] ?? 1),
    0,
  ),
);

const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
