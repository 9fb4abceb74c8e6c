import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { humanReport, type Paint } from '../diagnostics/human.ts';
import { jsonReport } from '../diagnostics/json.ts';
import { version } from '../version.ts';

/** The forms that messages can be written in. */
export const reports = {
  human: (diagnostics: readonly Diagnostic[], paint: Paint, suppressed = 0) =>
    humanReport(diagnostics, paint, suppressed),
  json: (diagnostics: readonly Diagnostic[]) => jsonReport(diagnostics, version),
} as const;
