import { isIPv4 } from 'node:net';
import type { GatewayApi } from '../../emit/gateway-api.ts';
import { atLeast } from '../../release.ts';
import type { Rule } from './judging.ts';
import { refName } from './names.ts';
import { backendFields, servicePort } from './refs.ts';
import { hostnames, routeFields, ruleName, weight } from './routes.ts';
import { fields, list } from './shapes.ts';

const backend = () => fields({ name: refName }, { ...backendFields, weight }, servicePort);

const rule = () => fields({ backendRefs: list(backend(), { min: 1, max: 16 }) }, { name: ruleName });

const noAddress: Rule<readonly string[]> = ['must not be IP addresses', (all) => all.every((host) => !isIPv4(host))];

/** `TLSRoute.spec`. */
export const tlsRoute = (api: GatewayApi) =>
  fields(
    {
      hostnames: hostnames(
        atLeast(api.release, [1, 6, 0]) ? 1024 : 16,
        1,
        ...(atLeast(api.release, [1, 5, 0]) ? [noAddress] : []),
      ),
      rules: list(rule(), { min: 1, max: 1 }),
    },
    routeFields(api),
  );
