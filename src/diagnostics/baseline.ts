import type { Diagnostic } from './diagnostic.ts';
import { identityOf, placeIdentity } from './identity.ts';

/** Messages of an earlier run: how often each was said. */
export type Baseline = ReadonlyMap<string, number>;

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads what `--report json` has written; `undefined` where a text is something else. */
export function readBaseline(text: string): Baseline | undefined {
  const report = parsed(text.replace(/^\uFEFF/, ''));
  const said = isObject(report) ? report['diagnostics'] : undefined;
  if (!Array.isArray(said)) return undefined;
  const counts = new Map<string, number>();
  for (const one of said) {
    const identity = isObject(one) ? identityOfEntry(one) : undefined;
    if (identity === undefined) return undefined;
    counts.set(identity, (counts.get(identity) ?? 0) + 1);
  }
  return counts;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function identityOfEntry({ code, data, places }: Json): string | undefined {
  if (typeof code !== 'string' || !Array.isArray(places)) return undefined;
  return identityOf({
    code,
    data,
    places: places.map((place) => {
      const { object, file, context } = isObject(place) ? place : {};
      return isObject(object) ? [object['kind'], object['namespace'], object['name']] : (file ?? context);
    }),
  });
}

/** Those that an earlier run has said already. What it said once and is said twice now is new once. */
export function knownAmong(diagnostics: readonly Diagnostic[], baseline: Baseline): ReadonlySet<Diagnostic> {
  const left = new Map(baseline);
  const known = new Set<Diagnostic>();
  for (const diagnostic of diagnostics) {
    const { code, data, at } = diagnostic;
    const identity = identityOf({ code, data, places: at.map(placeIdentity) });
    const count = left.get(identity) ?? 0;
    if (count === 0) continue;
    left.set(identity, count - 1);
    known.add(diagnostic);
  }
  return known;
}
