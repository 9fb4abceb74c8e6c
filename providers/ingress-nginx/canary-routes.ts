import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Origins } from '../../src/model/origin.ts';
import type { Backend, HeaderMatch, Route } from '../../src/model/routing.ts';
import { canary } from './features/canary.ts';
import { locationPattern } from './pcre.ts';
import { type NginxIngress, nameOf } from './site.ts';

/** The share of the requests that a canary takes when nothing in the request decides. */
interface Weights {
  readonly main: number;
  readonly canary: number;
}

/**
 * One route of the main path becomes several: first the header, then the cookie, then chance. A header or cookie that
 * says neither `always` nor `never` decides nothing, and the next one is asked.
 */
export function canaryRoutes(route: Route, main: Backend, other: Backend, by: NginxIngress, report: Report): Route[] {
  const values = by.valuesOf(canary);
  const routes: Route[] = [];
  const when = (header: HeaderMatch, to: Backend, from: Origins) =>
    routes.push({
      ...route,
      match: { ...route.match, headers: [...route.match.headers, header] },
      action: { kind: 'forward', to: [to] },
      from: [...route.from, ...from],
    });

  const asked = values['canary-by-header'];
  const header = asked && /^[-A-Za-z0-9._~]{1,256}$/.test(asked.value) ? asked : undefined;
  if (asked && !header)
    report(
      'I2G2003',
      { annotation: 'canary-by-header', because: 'no request can have a header of that name' },
      asked.from,
    );
  const value = values['canary-by-header-value'];
  const pattern = values['canary-by-header-pattern'];
  if (header) {
    const name = header.value;
    if (value) when({ name, kind: 'exact', value: value.value }, other, value.from);
    else if (pattern) {
      const searched = searchPattern(pattern.value);
      if ('problem' in searched) report('I2G2126', { pattern: pattern.value, problem: searched.problem }, pattern.from);
      else when({ name, kind: 'regex', value: searched.value }, other, pattern.from);
    } else {
      when({ name, kind: 'exact', value: 'always' }, other, header.from);
      when({ name, kind: 'exact', value: 'never' }, main, header.from);
    }
  }
  const cookie = values['canary-by-cookie'];
  if (cookie) {
    when(cookieMatch(cookie.value, 'always'), other, cookie.from);
    when(cookieMatch(cookie.value, 'never'), main, cookie.from);
  }
  const total = values['canary-weight-total'];
  if (total && total.value < 100)
    report('I2G2003', { annotation: 'canary-weight-total', because: 'a total below 100 counts as 100' }, total.from);
  const weights = weightsOf(by);
  const shares: readonly [Backend, ...Backend[]] =
    weights.canary === 0
      ? [main]
      : [
          { ...main, weight: weights.main },
          { ...other, weight: weights.canary },
        ];
  if (routes.length === 0 && weights.canary === 0) {
    const because = 'it has no weight above 0, no header and no cookie';
    const { ingress } = by;
    report('I2G2116', { ingress: nameOf(by), host: '', path: pathText(route), because }, [
      ingress.manifest.originOf(['metadata', 'name']),
      ...route.from,
    ]);
  }
  return [...routes, { ...route, action: { kind: 'forward', to: shares } }];
}

const pathText = ({ match: { path } }: Route): string => (path.kind === 'regex' ? path.pattern : path.path);

/** The largest weight of the Gateway API. */
const mostWeight = 1_000_000;

/** The controller draws from 1 to the total, which it never takes below 100. */
function weightsOf(by: NginxIngress): Weights {
  const values = by.valuesOf(canary);
  const total = Math.max(100, values['canary-weight-total']?.value ?? 100);
  const share = Math.min(Math.max(values['canary-weight']?.value ?? 0, 0), total);
  const scale = Math.min(1, mostWeight / total);
  // The smallest share stays one.
  return { main: Math.round((total - share) * scale), canary: Math.ceil(share * scale) };
}

/** nginx searches, case-sensitively; a gateway wants the whole value. */
function searchPattern(pattern: string): { readonly value: string } | { readonly problem: string } {
  const translated = locationPattern(pattern);
  return 'problem' in translated ? translated : { value: `.*(?:${pattern}).*` };
}

/** A cookie among others. Its name holds no characters of regular expressions but the dot. */
const cookieMatch = (name: string, value: string): HeaderMatch => ({
  name: 'Cookie',
  kind: 'regex',
  value: `(?:.*;\\s*)?${name.replaceAll('.', '\\.')}=${value}(?:;.*)?`,
});
