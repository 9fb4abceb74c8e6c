import type { Report } from '../diagnostics/diagnostic.ts';
import type { Source } from '../model/origin.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './objects.ts';
import type { JsonObject } from './values.ts';

/** There is no text that anything stands in. */
const nowhere = { start: 0, end: 0 };

/** Objects of a cluster as manifests. Their fields have no lines, and are called by the way to them. */
export function liveManifests(context: string, objects: readonly JsonObject[], report: Report): Manifest[] {
  const source: Source = { kind: 'cluster', context };
  return objects.flatMap((value) => manifestOf({ value, place: nowhere, path: [] }, { source }, report) ?? []);
}
