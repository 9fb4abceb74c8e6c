import type { Origin } from '../model/origin.ts';
import { withoutSteering } from '../print/steering.ts';
import { catalogue } from './catalogue.ts';
import { sourceName } from './reporter.ts';
import type { Writer } from './writer.ts';

/** The report for programs: the facts of every message, one object with a list. */
export const jsonReport: Writer = (diagnostics, { version }) => {
  const report = {
    tool: { name: 'ingress2gateway', version },
    diagnostics: diagnostics.map(({ code, severity, message, hint, data, at }) => ({
      code,
      name: catalogue[code].name,
      severity,
      message,
      ...(hint !== undefined && { hint }),
      data,
      places: at.map(placeOf),
    })),
  };
  return `${withoutSteering(JSON.stringify(report, null, 2))}\n`;
};

const placeOf = (origin: Origin) => ({
  [origin.source.kind === 'file' ? 'file' : 'context']: sourceName(origin),
  ...(origin.span && { line: origin.span.line, column: origin.span.column, length: origin.span.length }),
  ...(origin.object && { object: origin.object }),
  ...(origin.path.length > 0 && { path: origin.path }),
});
