import type { Origin, Origins, Sourced } from '../../src/model/origin.ts';
import type { HeaderValue } from '../../src/model/policies/index.ts';
import type { Route } from '../../src/model/routing.ts';
import { fixedTemplate } from '../../src/model/template.ts';
import type { Inputs } from './inputs.ts';

const keys = ['hsts', 'hsts-max-age', 'hsts-include-subdomains', 'hsts-preload'] as const;

/**
 * What nginx says in every answer over HTTPS, whatever the backend says: where somebody asks for what is built in, or has
 * set one of its settings.
 */
export function hstsOf({ config, defaults }: Inputs, from: Origins): Sourced<HeaderValue> | undefined {
  if (!defaults && !keys.some((key) => config.value(key))) return undefined;
  const said = keys.flatMap((key): readonly Origin[] => config.value(key)?.from ?? []);
  if (config.value('hsts')?.value === false) return undefined;
  const value = [
    `max-age=${config.value('hsts-max-age')?.value ?? 31_536_000}`,
    ...(config.value('hsts-include-subdomains')?.value === false ? [] : ['includeSubDomains']),
    ...(config.value('hsts-preload')?.value ? ['preload'] : []),
  ].join('; ');
  return {
    value: { name: 'Strict-Transport-Security', value: fixedTemplate(value) },
    from: said.length > 0 ? (said as unknown as Origins) : from,
  };
}

/** The header on what is answered over HTTPS. What both listeners serve is told apart, as plain HTTP must not have it. */
export const withHsts = (routes: readonly Route[], hsts: Sourced<HeaderValue> | undefined): readonly Route[] =>
  hsts === undefined
    ? routes
    : routes.flatMap((route): Route[] => {
        if (!route.schemes.includes('https')) return [route];
        const plain: Route[] = route.schemes.includes('http') ? [{ ...route, schemes: ['http'] }] : [];
        return [...plain, overHttps(route, hsts)];
      });

/** What the location sets itself goes over it. */
function overHttps(route: Route, { value, from }: Sourced<HeaderValue>): Route {
  const headers = route.policies['response-headers'];
  const set: Sourced<readonly HeaderValue[]> = {
    value: [value, ...(headers?.set?.value ?? [])],
    from: [...from, ...(headers?.set?.from ?? [])],
  };
  return { ...route, schemes: ['https'], policies: { ...route.policies, 'response-headers': { ...headers, set } } };
}
