import type { GatewayApi } from '../../emit/gateway-api.ts';
import { sessionPersistence } from './experimental.ts';
import { filters } from './filters.ts';
import { headerModifier, mirror } from './header-filters.ts';
import { headerMatches } from './http-matches.ts';
import { whenSeen } from './judging.ts';
import { matchType, refName } from './names.ts';
import { backendFields, localRef, servicePort } from './refs.ts';
import { hostnames, mostMatches, routeFields, ruleName, ruleNames, weight } from './routes.ts';
import { fields, list, text } from './shapes.ts';

const method = () =>
  fields(
    {},
    { type: matchType, service: text({ max: 1024 }), method: text({ max: 1024 }) },
    ['service or method must be set', ({ service, method }) => service !== undefined || method !== undefined],
    [
      'must be the name of a service, such as com.example.Shop',
      ({ type = 'Exact', service }) => type !== 'Exact' || service === undefined || isService(service),
      'service',
    ],
    [
      'must be the name of a method, such as Order',
      ({ type = 'Exact', method }) =>
        type !== 'Exact' || method === undefined || /^[A-Za-z_][A-Za-z_0-9]*$/.test(method),
      'method',
    ],
  );

const isService = (name: string): boolean => /^\.?[a-z_][a-z_0-9]*(?:\.[a-z_][a-z_0-9]*)*$/iu.test(name);

function grpcFilters(api: GatewayApi) {
  const modifier = headerModifier(api.has('strictHeaderValues'));
  return filters(
    {
      RequestHeaderModifier: ['requestHeaderModifier', modifier],
      ResponseHeaderModifier: ['responseHeaderModifier', modifier],
      RequestMirror: ['requestMirror', mirror],
      ExtensionRef: ['extensionRef', localRef],
    },
    ['RequestMirror', 'ExtensionRef'],
  );
}

const backend = (api: GatewayApi) =>
  fields({ name: refName }, { ...backendFields, weight, filters: grpcFilters(api) }, servicePort);

const rule = (api: GatewayApi) =>
  fields(
    {},
    {
      name: ruleName,
      // No channel looks at the values of headers here.
      matches: list(fields({}, { method: method(), headers: headerMatches(false) }), { max: 64 }),
      filters: grpcFilters(api),
      backendRefs: list(backend(api), { max: 16 }),
      ...(api.has('sessionPersistence') && { sessionPersistence: whenSeen(() => sessionPersistence(api)) }),
    },
  );

/** `GRPCRoute.spec`. */
export const grpcRoute = (api: GatewayApi) =>
  fields(
    {},
    {
      ...routeFields(api),
      hostnames: hostnames(16),
      rules: list(rule(api), { max: 16 }, mostMatches(0), ...ruleNames(api)),
    },
  );
