import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Origin, Sourced } from '../../src/model/origin.ts';
import { saidByIngress } from './site.ts';

/** Tells of annotations that nginx does not read here. A default of the controller is not told of: nobody asked for it here. */
export function reportInert(
  values: Readonly<Record<string, Sourced<unknown> | undefined>>,
  because: string,
  report: Report,
): void {
  for (const annotation in values) {
    const value = values[annotation];
    if (value && saidByIngress(value)) report('I2G2003', { annotation, because }, value.from);
  }
}

/** The same for settings that are made of several annotations: each is told of by the name that it was written with. */
export function reportInertSettings(
  settings: readonly (Sourced<unknown> | undefined)[],
  because: string,
  report: Report,
): void {
  for (const one of settings) {
    if (!one || !saidByIngress(one)) continue;
    for (const origin of one.from) report('I2G2003', { annotation: nameAt(origin), because }, [origin]);
  }
}

/** The annotation that stands at a place, without its prefix. */
export const nameAt = ({ path }: Origin): string => String(path.at(-1)).replace(/^.*\//, '');
