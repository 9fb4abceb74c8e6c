import type { RuleRef } from '../../src/emit/fragment.ts';
import { groupBy } from '../../src/group.ts';
import { celText } from './cel.ts';

/** A rule as an item of a collection. */
export const itemOf = ({ namespace, route, rule, siblings }: RuleRef): string =>
  JSON.stringify([namespace, route, siblings, rule]);

/**
 * CEL that is true for the requests that one of the rules took. Nothing but the namespace has to be asked for with care:
 * a request without a route has none, and the rest is not looked at.
 */
export function tookOneOf(items: readonly string[]): string {
  const rules = items.map((item) => JSON.parse(item) as readonly [string, string, number, string]);
  const namespaces = [...groupBy(rules, ([namespace]) => namespace)].map(([namespace, inside]) => {
    const routes = [...groupBy(inside, ([, route]) => route)].map(([route, some]) => ({
      route,
      rules: some.map(([, , , rule]) => rule),
      whole: some.length === some[0][2],
    }));
    const whole = routes.filter((one) => one.whole).map(({ route }) => route);
    const parts = routes
      .filter((one) => !one.whole)
      .map(
        ({ route, rules: some }) => `${isOneOf('proxy.route.name', [route])} && ${isOneOf('proxy.route.rule', some)}`,
      );
    const names = [...(whole.length > 0 ? [isOneOf('proxy.route.name', whole)] : []), ...parts];
    const alone = names.length === 1 ? names.join('') : `(${names.join(' || ')})`;
    return `default(proxy.route.namespace, "") == ${celText(namespace)} && ${alone}`;
  });
  return namespaces.join(' || ');
}

const isOneOf = (what: string, values: readonly string[]): string =>
  values.length === 1 ? `${what} == ${celText(values.join(''))}` : `${what} in [${values.map(celText).join(', ')}]`;
