import type { Report } from '../diagnostics/diagnostic.ts';
import type { Origin } from '../model/origin.ts';
import type { Manifest } from './manifest.ts';
import { parseManifests } from './parse.ts';

/** One input text, by the name that messages call it. */
export interface Input {
  readonly path: string;
  readonly text: string;
  /** What is to be said about the path itself, such as that it cannot be read. */
  readonly remark?: Remark;
}

/** Says something about a path. */
export type Remark = (report: Report, at: readonly Origin[]) => void;

/** Reads every Kubernetes object of the inputs, and reports what is wrong with the others. */
export function parseInputs(inputs: readonly Input[], report: Report): Manifest[] {
  return inputs.flatMap(({ path, text, remark }) => {
    remark?.(report, [{ source: { kind: 'file', path, text }, path: [] }]);
    return parseManifests(path, text, report);
  });
}
