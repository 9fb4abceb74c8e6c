import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Sourced } from '../../../src/model/origin.ts';
import type { HeaderPattern } from '../../../src/model/policies/index.ts';
import type { ControllerConfig } from '../config/config.ts';
import { valuePattern } from '../pcre.ts';
import { literalPattern } from '../pcre-atoms.ts';
import { opaque } from '../refuse.ts';
import { feature } from '../site.ts';

const headers = { 'block-user-agents': 'User-Agent', 'block-referers': 'Referer' } as const;
const keys = ['block-user-agents', 'block-referers'] as const;

/** `block-user-agents` and `block-referers` of the ConfigMap: who is turned away on every host. */
export const headerAccess = feature({
  name: 'header-access',
  summary: 'Which browsers and which referring sites are turned away, by the ConfigMap of the controller.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/#block-user-agents',
  annotations: {},
  becomes: ['header-access', 'opaque-access'],
  wokenBy: keys,
  lower(_values, { config }) {
    if (!keys.some((key) => config.value(key))) return {};
    const blocked = keys.flatMap((key) => {
      const list = config.value(key);
      return list && list.value.length > 0 ? [{ key, list }] : [];
    });
    const [first, ...others] = blocked;
    if (!first) return {};
    const deny: HeaderPattern[] = [];
    for (const { key, list } of blocked) {
      for (const source of list.value) {
        const read = patternOf(source);
        if ('problem' in read)
          return opaque(
            key,
            `${key} holds ${source}, which has no counterpart: ${read.problem}`,
            read.instead,
            list.from,
          );
        deny.push({ header: headers[key], pattern: read.pattern });
      }
    }
    return {
      route: {
        'header-access': {
          deny: { value: deny, from: [...first.list.from, ...others.flatMap(({ list }) => list.from)] },
        },
      },
    };
  },
});

/** nginx asks for these headers before it looks for a location, and so before it redirects. */
export function reportRedirectsFirst(config: ControllerConfig, report: Report): void {
  keys.forEach((key) => {
    const list: Sourced<readonly string[]> | undefined = config.value(key);
    if (list && list.value.length > 0) report('I2G2311', { key }, list.from);
  });
}

type Pattern = { readonly pattern: string } | { readonly problem: string; readonly instead: string };

/** A source of nginx's `map`: `~` begins a regular expression, `~*` one that ignores case; a plain text ignores it too. */
function patternOf(written: string): Pattern {
  const quoted = /^(["'])(.*)\1$/s.exec(written)?.[2];
  const source = quoted ?? written;
  if (quoted === undefined && /[\s;{]/.test(source))
    return { problem: 'nginx reads it as several words', instead: 'put it between quotes' };
  if (/^(default|include)$/.test(source))
    return { problem: 'it is a word of nginx itself', instead: 'put a backslash before it' };
  if (!source.startsWith('~')) return { pattern: `^(?i:${literalPattern(source.replace(/^\\/, ''))})$` };
  const ignoresCase = source.startsWith('~*');
  const read = valuePattern(source.slice(ignoresCase ? 2 : 1));
  if ('problem' in read) return { problem: read.problem, instead: 'write the regular expression in another way' };
  return { pattern: ignoresCase ? `(?i:${read.pattern})` : read.pattern };
}
