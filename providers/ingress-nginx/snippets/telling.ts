import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import { shortened } from '../snippet.ts';
import type { Said } from './turns.ts';

/** Tells what is not converted of a statement, and what comes out different. `inVain`: why nothing gets to what is. */
export function tell({ annotation, statement, part, from }: Said, report: Report, inVain: string | undefined): void {
  const quoted = { annotation, statement: shortened(statement.text) };
  switch (part.kind) {
    case 'lost':
      report('I2G2382', { ...quoted, because: part.because }, from, part.stake);
      break;
    case 'inert':
      report('I2G2383', { ...quoted, because: part.because }, from);
      break;
    case 'twice':
      report('I2G2385', { ...quoted, instead: part.annotation }, from);
      break;
    case 'header':
      if (inVain !== undefined && part.change.of === 'response')
        report('I2G2382', { ...quoted, because: inVain }, from, 'behaviour');
      break;
    default:
  }
  if (part.differs !== undefined && (inVain === undefined || part.kind === 'answer'))
    report('I2G2384', { ...quoted, differs: part.differs }, from, part.stake ?? 'tuning');
}
