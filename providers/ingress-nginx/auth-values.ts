import * as z from 'zod';
import { lazily } from '../../src/lazily.ts';
import type { CachedStatus } from '../../src/model/policies/index.ts';
import { characters, entriesOf } from './values.ts';

/** The value syntaxes of external authentication, in annotations and in the ConfigMap alike. */

/** A URL that may hold `$variables`, and no `${variables}`. */
export const urlWithVariables = characters(
  /^[-._~a-zA-Z0-9/:, ?&=$]*$/,
  'a URL of letters, digits and - . _ ~ / : , ? & = $',
);

/** A method in capitals. */
export const method = lazily(() =>
  z.enum(
    ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE'],
    'expected a method of HTTP in capitals',
  ),
);

const headerName = /^[a-zA-Z\d\-_]+$/;

/** Whether nginx takes the text for the name of a header. */
export const isHeaderName = (text: string): boolean => headerName.test(text);

/** Names of headers, with commas between. */
export const headerNames = lazily(() =>
  z
    .string()
    .transform(entriesOf)
    .pipe(z.array(z.string().regex(headerName, 'expected names of headers, with commas between'))),
);

/** Seconds of nginx's units of time. */
const units: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  M: 2_592_000,
  y: 31_536_000,
};

/** `200 202 10m, 401 5m`: statuses, and how long answers with them are remembered. */
export const cacheDurations = lazily(() =>
  z.string().transform((text, context): readonly CachedStatus[] => {
    const parts = entriesOf(text).map(cachedStatus);
    if (parts.every((part) => part !== undefined)) return parts;
    context.addIssue('expected statuses and a duration, such as "200 202 10m", with commas between');
    return z.NEVER;
  }),
);

/** What nginx takes where there is a key and no duration. */
export const builtInDurations: readonly CachedStatus[] = [{ statuses: [200, 202, 401], seconds: 300 }];

function cachedStatus(text: string): CachedStatus | undefined {
  const words = text.split(' ').filter((word) => word !== '');
  const times = words.flatMap((word) => {
    const [, number, unit = ''] = /^(\d+)(ms|[smhdwMy])$/.exec(word) ?? [];
    return number === undefined ? [] : [Number(number) * (units[unit] ?? 0)];
  });
  const firstTime = words.findIndex((word) => /^\d+(ms|[smhdwMy])$/.test(word));
  const statuses = words.flatMap((word) => (/^\d{3}$/.test(word) ? [Number(word)] : []));
  const isLate = words.some((word, i) => /^\d{3}$/.test(word) && i > firstTime);
  if (times.length === 0 || isLate) return undefined;
  // Without a status nginx remembers what it would remember of any backend.
  return {
    statuses: words.includes('any') ? [] : statuses.length > 0 ? statuses : [200, 301, 302],
    seconds: times.reduce((sum, one) => sum + one, 0),
  };
}
