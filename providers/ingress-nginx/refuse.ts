import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Origins, Sourced } from '../../src/model/origin.ts';

/** Says that nothing serves a location, and why. It answers with an error, as it does in nginx or because no gateway can do better. */
export function refuse(because: string, from: Origins, report: Report): { readonly refused: Sourced<string> } {
  report('I2G2122', { because }, from);
  return { refused: { value: because, from } };
}
