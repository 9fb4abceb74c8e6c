import type { GatewayApi } from '../../emit/gateway-api.ts';
import { lazily } from '../../lazily.ts';
import { atLeast } from '../../release.ts';
import { retry, sessionPersistence } from './experimental.ts';
import { type HttpFilter, httpFilters } from './http-filters.ts';
import { httpMatches } from './http-matches.ts';
import type { Rule, Schema } from './judging.ts';
import { duration, millisOf, refName } from './names.ts';
import { backendFields, servicePort } from './refs.ts';
import { hostnames, mostMatches, routeFields, ruleName, ruleNames, weight } from './routes.ts';
import { fields, list } from './shapes.ts';

const timeouts = () =>
  fields({}, { request: duration, backendRequest: duration }, [
    'backendRequest must not be longer than request',
    ({ request, backendRequest }) =>
      request === undefined ||
      backendRequest === undefined ||
      millisOf(request) === 0 ||
      millisOf(backendRequest) <= millisOf(request),
  ]);

const backend = (filters: Schema<readonly HttpFilter[]>) =>
  fields({ name: refName }, { ...backendFields, weight, filters }, servicePort);

interface HttpRule {
  readonly matches?: readonly { readonly path?: { readonly type?: string } }[];
  readonly filters?: readonly HttpFilter[];
  readonly backendRefs?: readonly { readonly filters?: readonly HttpFilter[] }[];
}

/** The filters that change a path, and where they stand. */
const modifiers = ['requestRedirect', 'urlRewrite'] as const;

const replacesPrefix = (filters: readonly HttpFilter[] | undefined, field: (typeof modifiers)[number]): boolean =>
  filters !== undefined && isOne(filters, (filter) => filter[field]?.path?.replacePrefixMatch !== undefined);

const hasOnePrefix = ({ matches = [{}] }: HttpRule): boolean =>
  matches.length === 1 && (matches[0]?.path?.type ?? 'PathPrefix') === 'PathPrefix';

// As the server asks it: two of them count for none here. That two are too many is for another rule to say.
const isOne = <T>(items: readonly T[], is: (item: T) => boolean): boolean => items.filter(is).length === 1;

const prefixRules = modifiers.flatMap((field): Rule<HttpRule>[] => [
  [
    `${field} with replacePrefixMatch must stand in a rule with one PathPrefix match`,
    (rule) => !replacesPrefix(rule.filters, field) || hasOnePrefix(rule),
    'filters',
  ],
  [
    `${field} with replacePrefixMatch must stand in a rule with one PathPrefix match`,
    (rule) => !isOne(rule.backendRefs ?? [], (one) => replacesPrefix(one.filters, field)) || hasOnePrefix(rule),
    'backendRefs',
  ],
]);

const rule = (api: GatewayApi, filters: Schema<readonly HttpFilter[]>) =>
  fields(
    {},
    {
      name: ruleName,
      matches: httpMatches(api),
      filters,
      backendRefs: list(backend(filters), { max: 16 }),
      timeouts: lazily(timeouts),
      ...(api.has('retry') && { retry: lazily(() => retry(api)) }),
      ...(api.has('sessionPersistence') && { sessionPersistence: lazily(() => sessionPersistence(api)) }),
    },
    [
      'a rule that redirects may not have backendRefs',
      ({ backendRefs = [], filters = [] }) =>
        backendRefs.length === 0 || filters.every(({ requestRedirect }) => !requestRedirect),
      'backendRefs',
    ],
    ...prefixRules,
  );

/** `HTTPRoute.spec`. */
export const httpRoute = (api: GatewayApi) =>
  fields(
    {},
    {
      ...routeFields(api),
      hostnames: hostnames(16),
      rules: list(
        rule(
          api,
          lazily(() => httpFilters(api)),
        ),
        { min: atLeast(api.release, [1, 5, 0]) ? 1 : 0, max: 16 },
        mostMatches(1),
        ...ruleNames(api),
      ),
    },
  );
