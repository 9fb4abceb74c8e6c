import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Origins, Sourced } from '../../src/model/origin.ts';

/** Says that nothing serves a location, and why. It answers with an error, as it does in nginx or because no gateway can do better. */
export function refuse(
  because: string,
  from: Origins,
  report: Report,
  instead = 'mend it, and convert it again',
): { readonly refused: Sourced<string> } {
  report('I2G2122', { because, instead }, from);
  return { refused: { value: because, from } };
}

/** Access control that nobody can say: the location answers with an error. */
export const opaque = (what: string, because: string, instead: string, from: Origins) => ({
  route: { 'opaque-access': { said: { value: { what, because, instead }, from } } },
});
