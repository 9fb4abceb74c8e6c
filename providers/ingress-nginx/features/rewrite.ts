import { lazily } from '../../../src/lazily.ts';
import type { CapturedPath, RewriteTarget } from '../../../src/model/policies/index.ts';
import { rewritePattern } from '../pcre.ts';
import { refuse } from '../refuse.ts';
import { feature } from '../site.ts';
import { bool, pathWithCaptures } from '../values.ts';

const absolutePath = lazily(() =>
  pathWithCaptures.refine((v) => v.startsWith('/') && !v.startsWith('//'), 'expected an absolute path'),
);

/** `rewrite-target` and what nginx's parser reads together with it. */
export const rewrite = feature({
  name: 'rewrite',
  summary: 'The path that the backend sees, regular expressions in paths, and the redirect to HTTPS.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#rewrite',
  annotations: {
    'rewrite-target': {
      schema: pathWithCaptures,
      doc: 'The whole path is replaced by this; `$1` is what the first group of the path matched. The query stays. Turns every path of the host into a regular expression.',
      onInvalid: 'default',
      fills: ['path-rewrite.to', 'route.regex-path'],
    },
    'use-regex': {
      schema: bool,
      doc: 'Every path of the host is a regular expression: case-insensitive, anchored at its start only.',
      onInvalid: 'default',
      fills: ['route.regex-path'],
    },
    'ssl-redirect': {
      schema: bool,
      doc: 'Whether HTTP is answered with 308 to HTTPS where the host has TLS. Default: true.',
      onInvalid: 'default',
      fills: ['route.redirect-elsewhere'],
      fallback: { key: 'ssl-redirect' },
    },
    'force-ssl-redirect': {
      schema: bool,
      doc: 'Redirects to HTTPS even where the host has no TLS. Default: false.',
      onInvalid: 'default',
      fills: ['route.redirect-elsewhere'],
      fallback: { key: 'force-ssl-redirect' },
    },
    'preserve-trailing-slash': {
      schema: bool,
      doc: 'Keeps a `/` at the end of the path in that redirect. Default: false.',
      onInvalid: 'default',
      fills: ['route.redirect-slash'],
      fallback: { key: 'preserve-trailing-slash' },
    },
    'app-root': {
      schema: absolutePath,
      doc: 'A request for `/` is answered with 302 to this path, for the whole host.',
      onInvalid: 'default',
      fills: ['route.redirect-path'],
    },
  },
  becomes: ['path-rewrite'],
  wokenBy: [],
  lower({ 'rewrite-target': target }, { location, owner, server }, report) {
    if (!target) return {};
    if (!rewrites(target.value, location.path)) {
      const elsewhere = server.locations.some((one) => one.owner === owner && rewrites(target.value, one.path));
      const because = 'it is the path itself, and the backend gets every path as it comes';
      if (!elsewhere) report('I2G2003', { annotation: 'rewrite-target', because }, target.from);
      return {};
    }
    const to = rewriteOf(location.path, target.value);
    if ('problem' in to) return refuse(to.problem, target.from, report);
    // A redirect, which needs no backend.
    if (isAbsoluteUrl(target.value)) return {};
    return { route: { 'path-rewrite': { to: { value: to, from: target.from } } } };
  },
});

/** A target that equals the location's path changes nothing: nginx writes no `rewrite` for it. */
export const rewrites = (target: string, path: string): boolean => target !== '' && target !== path;

/** A target with a scheme makes nginx answer 302 instead of asking the backend. */
export const isAbsoluteUrl = (target: string): boolean => /^https?:\/\//.test(target);

/** What the path becomes, with captures that the path does not have left out, as nginx leaves them empty. */
export function rewriteOf(path: string, target: string): RewriteTarget | { readonly problem: string } {
  if (!target.startsWith('/') && !isAbsoluteUrl(target)) {
    return { problem: `nginx sends ${JSON.stringify(target)}, which does not start with /, and backends answer 400` };
  }
  const variable = /\$(?!\d)\w*/.exec(target)?.[0];
  if (variable !== undefined)
    return { problem: `${variable} in rewrite-target is a variable of nginx, and not a capture` };
  const translated = rewritePattern(path);
  if ('problem' in translated)
    return { problem: `the path cannot be written as an RE2 expression: ${translated.problem}` };
  const parts = partsOf(target, translated.groups);
  if (parts.every((part) => typeof part === 'string')) return { kind: 'fixed', path: parts.join('') };
  const prefix = prefixReplacement(path, parts);
  return { kind: 'captured', pattern: translated.pattern, parts, ...(prefix !== undefined && { prefix }) };
}

/** Text and captures of a replacement. A capture that the pattern does not have stays empty. */
export const partsOf = (target: string, groups: number): CapturedPath['parts'] =>
  target
    .split(/(\$\d)/)
    .filter((part) => part !== '')
    .map((part) => (/^\$\d$/.test(part) ? Number(part[1]) : part))
    .filter((part) => typeof part === 'string' || (part >= 1 && part <= groups));

/** How the ends of paths that people write relate to a prefix: which group holds the rest, and who owns the `/`. */
const restOfPath: readonly (readonly [suffix: string, group: number, slashInTarget: boolean])[] = [
  ['(/|$)(.*)', 2, true],
  ['(/|$)(.*)$', 2, true],
  ['/?(.*)', 1, true],
  ['/?(.*)$', 1, true],
  ['/(.*)', 1, true],
  ['/(.*)$', 1, true],
  ['(/.*)', 1, false],
  ['(/.*)?', 1, false],
  ['(.*)', 1, false],
];

/** The text that stands in for the prefix, where the rewrite is `prefix + rest` to `text + rest`. */
function prefixReplacement(path: string, parts: CapturedPath['parts']): string | undefined {
  const [first, second] = parts;
  const [text, group] = typeof first === 'number' ? ['', first] : [first ?? '', second];
  if (parts.length !== (text === '' ? 1 : 2)) return undefined;
  const rest = restOfPath.find(([suffix, n]) => n === group && path.endsWith(suffix));
  if (rest === undefined || (rest[2] && !text.endsWith('/'))) return undefined;
  return text === '' ? '/' : text;
}

/** The prefix of which a path with groups is the whole, for implementations that know no regular expressions. */
export function prefixOf(path: string): string | undefined {
  const rest = restOfPath.find(([suffix]) => path.endsWith(suffix));
  const literal = (rest ? path.slice(0, -rest[0].length) : path.replace(/(\/?\.\*|\/)$/, '')) || '/';
  return /^[-A-Za-z0-9/_~.:@]*$/.test(literal) && literal.startsWith('/') ? literal : undefined;
}
