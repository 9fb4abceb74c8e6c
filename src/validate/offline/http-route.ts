import type { GatewayApi } from '../../emit/gateway-api.ts';
import { atLeast } from '../../release.ts';
import { retry, sessionPersistence } from './experimental.ts';
import { type HttpFilter, httpFilters } from './http-filters.ts';
import { httpMatches } from './http-matches.ts';
import { type Rule, type Schema, whenSeen } from './judging.ts';
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
function isOne<T>(items: readonly T[], is: (item: T) => boolean): boolean {
  let count = 0;
  for (let i = 0; i < items.length; i += 1) if (is(items[i] as T)) count += 1;
  return count === 1;
}

const prefixRules = modifiers.flatMap((field): Rule<HttpRule>[] => [
  [
    `${field} with replacePrefixMatch must stand in a rule with one PathPrefix match`,
    (rule) => !replacesPrefix(rule.filters, field) || hasOnePrefix(rule),
    'filters',
  ],
  [
    `${field} with replacePrefixMatch must stand in a rule with one PathPrefix match`,
    (rule) =>
      !rule.backendRefs || !isOne(rule.backendRefs, (one) => replacesPrefix(one.filters, field)) || hasOnePrefix(rule),
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
      timeouts: whenSeen(timeouts),
      ...(api.has('retry') && { retry: whenSeen(() => retry(api)) }),
      ...(api.has('sessionPersistence') && { sessionPersistence: whenSeen(() => sessionPersistence(api)) }),
    },
    [
      'a rule that redirects may not have backendRefs',
      ({ backendRefs, filters }) => !backendRefs?.length || !filters?.some(({ requestRedirect }) => requestRedirect),
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
          whenSeen(() => httpFilters(api)),
        ),
        { min: atLeast(api.release, [1, 5, 0]) ? 1 : 0, max: 16 },
        mostMatches(1),
        ...ruleNames(api),
      ),
    },
  );
