import {
  approximately,
  type Capabilities,
  type Difference,
  type Missing,
  missing,
  renders,
  within,
} from '../../src/emit/capabilities.ts';
import type { JsonObject } from '../../src/emit/fragment.ts';
import { type GatewayApi, installNewer } from '../../src/emit/gateway-api.ts';
import type { Cors } from '../../src/model/policies/index.ts';
import { onceEach } from '../../src/once-each.ts';
import { filter } from './gateway-api.ts';

const mostEntries = 64;
const longestAge = 2 ** 31 - 1;
const originSyntax = /^(?:\*|https?:\/\/(?:\*\.)?(?:[a-z0-9-]+\.)*[a-z0-9-]+(?::[0-9]{1,5})?)$/;
const methodNames = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];
/** Methods that any page may use. */
const needsNoLeave = /^(?:get|head|post)$/i;
const headerSyntax = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]{1,256}$/;

const isOrigin = (origin: string): boolean => originSyntax.test(origin) && origin.length <= 253;
const isWide = (origin: string): boolean => origin.includes('*.');

const originsIn = (origins: readonly string[]): readonly string[] =>
  origins.length <= mostEntries && origins.every(isOrigin) ? origins : origins.filter(isOrigin).slice(0, mostEntries);

const methodsIn = onceEach((methods: readonly string[]): readonly string[] => [
  ...new Set(methods.filter((m) => methodNames.includes(m))),
]);

/** Names are the same in any case, and each may stand in the list once. */
const headersIn = onceEach((headers: readonly string[]): readonly string[] => {
  const names = new Map<string, string>();
  for (const header of headers) if (headerSyntax.test(header)) names.set(header.toLowerCase(), header);
  return [...names.values()].slice(0, mostEntries);
});

function without(all: readonly string[], kept: readonly string[]): string[] {
  if (kept.length === all.length) return [];
  const names = kept.map((one) => one.toLowerCase());
  return all.filter((one) => !names.includes(one.toLowerCase()));
}

const areHeaders = (names: readonly string[]): boolean =>
  names.length <= mostEntries && names.every((name) => headerSyntax.test(name));

const headersDiffer = (what: string) =>
  onceEach((value: readonly string[]) => {
    if (areHeaders(value)) return undefined;
    const lost = without(value, headersIn(value));
    return lost.length === 0
      ? undefined
      : `${what} ${lost.join(', ')}: a list holds up to ${mostEntries} names of headers`;
  });

/** How the settings come out, in the CORS filter and wherever else its form is used. */
export const corsFields = {
  origins: approximately<readonly string[]>(
    'origins are of http and https, and *. is any number of labels',
    (value) => {
      const kept = originsIn(value);
      const lost = without(value, kept);
      const wide = kept.filter(isWide);
      if (lost.length === 0 && wide.length === 0) return undefined;
      const texts = [
        ...(lost.length > 0
          ? [
              `pages at ${lost.join(', ')} may not read answers: a list holds up to ${mostEntries} origins of http and https`,
            ]
          : []),
        ...(wide.length > 0 ? [`*. in ${wide.join(', ')} is any number of labels, and one in ingress-nginx`] : []),
      ];
      return texts.join('; ');
    },
  ),
  methods: within(
    'methods are those of HTTP itself',
    onceEach((value: readonly string[]) => {
      const lost = value.filter((method) => !methodNames.includes(method) && !needsNoLeave.test(method));
      return lost.length === 0
        ? undefined
        : `other origins may not use the method ${lost.join(', ')}: only ${methodNames.join(', ')} can be written`;
    }),
  ),
  headers: within(`at most ${mostEntries} headers`, headersDiffer('other origins may not send')),
  exposedHeaders: within(`at most ${mostEntries} headers`, headersDiffer('other origins may not read')),
  credentials: approximately<boolean>('none are allowed beside the origin *', () => undefined),
  maxAge: within<number>(`from 1 to ${longestAge} seconds`, (value) => {
    const now = ageOf(value);
    return now === value ? undefined : `a preflight counts for ${now} s, and for ${value} s in ingress-nginx`;
  }),
} as const;

const ageOf = (seconds: number): number => Math.min(Math.max(seconds, 1), longestAge);

/** What a form of the CORS filter holds, and how an answer differs; `status` is that of an answer to a preflight. */
export function corsSettings(
  { origins, methods, headers, exposedHeaders, credentials, maxAge }: Cors,
  status: string,
): { readonly settings: JsonObject; readonly differences: readonly Difference[] } | Missing {
  const allowOrigins = originsIn(origins.value);
  if (allowOrigins.length === 0)
    return missing('the origins of a CORS policy are of http and https', 'let the backend answer the other origins');
  const any = allowOrigins.includes('*');
  const allowMethods = methodsIn(methods.value);
  const allowHeaders = headersIn(headers.value);
  const exposeHeaders = exposedHeaders ? headersIn(exposedHeaders.value) : [];
  const settings: JsonObject = {
    allowOrigins,
    ...(allowMethods.length > 0 && { allowMethods }),
    ...(allowHeaders.length > 0 && { allowHeaders }),
    ...(exposeHeaders.length > 0 && { exposeHeaders }),
    ...(credentials.value && !any && { allowCredentials: true }),
    maxAge: ageOf(maxAge.value),
  };
  const preflights = any
    ? `preflights are answered with ${status}, and other OPTIONS requests reach the backend; ingress-nginx answers both with 204`
    : `preflights are answered with ${status}, those of other origins too, and other OPTIONS requests reach the backend; ingress-nginx answers every OPTIONS request of the origins with 204, and no other`;
  const differences: Difference[] = [{ differs: preflights, stake: 'tuning', from: origins.from }];
  if (any && credentials.value) {
    const differs =
      'credentials are left out beside the origin *: browsers reject the pair as ingress-nginx sends it, and would accept it from a gateway, which answers with the origin itself';
    differences.push({ differs, stake: 'tuning', from: credentials.from });
  }
  return { settings, differences };
}

/** CORS by the filter of HTTPRoute. */
export const cors = (api: GatewayApi): Capabilities['cors'] =>
  api.has('cors')
    ? renders('cors', corsFields, (spec, { kind }) => {
        if (kind === 'GRPCRoute')
          return missing('a GRPCRoute has no CORS filter', 'let browsers in by a gateway for gRPC-Web');
        const rendered = corsSettings(spec, '200 or 204');
        if ('because' in rendered) return rendered;
        return { fragments: [filter('CORS', 'cors', rendered.settings)], differences: rendered.differences };
      })
    : missing(
        'the standard channel has the CORS filter since 1.5',
        `${installNewer('1.5')}, or let the backend send the headers`,
      );
