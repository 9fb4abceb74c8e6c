import { hasAlternatives } from '../alternatives.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import { keepsSomebodyOut } from '../model/guards.ts';
import type { Match, Route } from '../model/routing.ts';

/**
 * The routes of one namespace, of all that share the listeners of a host. Among equally specific matches of several route
 * objects the first namespace in the alphabet wins, and not the first in the source: where that would take requests from a
 * route that keeps somebody out, they are answered with an error.
 */
export function inOrder(routes: readonly Route[], namespace: string, report: Report): readonly Route[] {
  if (routes.every((route) => route.namespace === namespace)) return routes;
  return routes.flatMap((route, i) => {
    if (route.namespace !== namespace) return [];
    const passed = routes
      .slice(0, i)
      .filter(
        (other) =>
          winsOver(namespace, other.namespace) &&
          route.schemes.some((scheme) => other.schemes.includes(scheme)) &&
          areTied(route.match, other.match),
      );
    const guarded = passed.find(keepsSomebodyOut);
    const other = guarded ?? passed[0];
    if (!other) return [route];
    report(
      'I2G3025',
      {
        path: textOf(route.match),
        other: textOf(other.match),
        namespaces: [namespace, other.namespace],
        refused: !!guarded,
      },
      [...route.from, ...other.from],
      guarded ? 'security' : 'behaviour',
    );
    return guarded ? [refused(route)] : [route];
  });
}

const refused = (route: Route): Route => ({
  ...route,
  policies: {},
  action: { kind: 'respond', status: 503, because: 'another path comes first', keepsOut: true },
});

/** Routes are compared by namespace and name. */
const winsOver = (namespace: string, other: string): boolean => namespace !== other && `${namespace}/` < `${other}/`;

const textOf = ({ path }: Match): string => (path.kind === 'regex' ? path.pattern : path.path);

/** Whether two matches are equally specific and may take the same request: only regular expressions can. */
function areTied(a: Match, b: Match): boolean {
  const isPossible =
    (a.path.kind === 'regex' || b.path.kind === 'regex') && a.path.kind !== 'exact' && b.path.kind !== 'exact';
  return (
    isPossible &&
    lengthsOf(a).some((length) => lengthsOf(b).includes(length)) &&
    a.headers.length === b.headers.length &&
    mayMeet(startOf(a), startOf(b))
  );
}

/** How long a path counts: implementations differ about a `/` at the end of a prefix. */
const lengthsOf = ({ path }: Match): readonly number[] =>
  path.kind === 'prefix'
    ? [path.path.length, path.path.replace(/\/$/, '').length]
    : [textOf({ path, headers: [] }).length];

const mayMeet = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);

/** What every path that is matched starts with, in lower case: a pattern as far as it is plain text. */
function startOf({ path }: Match): string {
  if (path.kind !== 'regex') return path.path.toLowerCase();
  const pattern = path.pattern.replace(/^\^?\(\?i\)/, '');
  if (hasAlternatives(pattern)) return '';
  const [start = ''] = /^(?:[^\\.*+?()[\]{}|^$]|\\[^\w])*/.exec(pattern) ?? [];
  const optional = /^[*?{]/.test(pattern.slice(start.length));
  const plain = start.replaceAll('\\', '').toLowerCase();
  return optional ? plain.slice(0, -1) : plain;
}
