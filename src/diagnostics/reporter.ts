import { compareText } from '../compare.ts';
import type { Origin } from '../model/origin.ts';
import { type Diagnostic, diagnose, type Report } from './diagnostic.ts';

/** Collects what the stages say. The same thing said twice about the same places counts once. */
export function reporter(): { readonly report: Report; readonly diagnostics: () => Diagnostic[] } {
  const found = new Map<string, Diagnostic>();
  const report: Report = (code, data, at, stake) => {
    const diagnostic = diagnose(code, data, at, stake);
    const key = JSON.stringify([code, diagnostic.message, at.map(placeOf)]);
    if (!found.has(key)) found.set(key, diagnostic);
  };
  return { report, diagnostics: () => [...found.values()].sort(compareDiagnostics) };
}

const placeOf = ({ object, path, source, span }: Origin) => [
  object,
  path,
  object ? null : [sourceName({ source }), span?.line],
];

/** The file or context that a place is in. */
export const sourceName = ({ source }: Pick<Origin, 'source'>): string =>
  source.kind === 'file' ? source.path : source.context;

const rank = { error: 0, warning: 1, info: 2 } as const;

/** Worst first, then by place. The order depends on what is said, never on the order of the work or of the files. */
function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return rank[a.severity] - rank[b.severity] || compareText(sortKey(a), sortKey(b));
}

function sortKey({ code, message, at: [place] }: Diagnostic): string {
  const { namespace = '', name = '', kind = '' } = place?.object ?? {};
  const line = place?.object ? '' : String(place?.span?.line ?? 0).padStart(9, '0');
  return [namespace, name, kind, place && !place.object ? sourceName(place) : '', line, code, message].join('\u0000');
}
