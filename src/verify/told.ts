import { compareText } from '../compare.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { groupBy } from '../group.ts';
import type { FieldPath, Origin } from '../model/origin.ts';

/** Finds the codes of what was said about places of the input. What is said as `info` tells of mild differences alone. */
export type Told = (about: readonly Origin[], isMild: boolean) => readonly string[];

/** What was said about the same objects. What points at another path of an Ingress, or at another host, is about that one. */
export function toldBy(diagnostics: readonly Diagnostic[]): Told {
  const said = diagnostics.flatMap(({ code, severity, at }) => at.map((origin) => ({ code, severity, origin })));
  const byObject = groupBy(said, ({ origin }) => keyOf(origin));
  return (about, isMild) => {
    const codes = [...groupBy(about, keyOf)].flatMap(([key, places]) =>
      (byObject.get(key) ?? [])
        .filter(({ origin, severity }) => (isMild || severity !== 'info') && !isElsewhere(origin.path, places))
        .map(({ code }) => code),
    );
    return [...new Set(codes)].sort(compareText);
  };
}

const keyOf = ({ object }: Origin): string => (object ? `${object.kind} ${object.namespace}/${object.name}` : '');

/** Whether a field is part of some rule, or some key of settings, and of none of those that the places are in. */
function isElsewhere(path: FieldPath, places: readonly Origin[]): boolean {
  const [first, second] = path;
  const isRule = first === 'spec' && second === 'rules' && path.length > 2;
  if (!isRule && first !== 'data') return false;
  const near = places.map((place) => place.path).filter((one) => one[0] === first);
  return !near.some((one) => isAlong(one, path));
}

/** Whether one of two fields holds the other, up to the path of a rule. */
function isAlong(a: FieldPath, b: FieldPath): boolean {
  // spec.rules[0].http.paths[1]
  const depth = Math.min(a.length, b.length, 6);
  return a.slice(0, depth).every((step, i) => step === b[i]);
}
