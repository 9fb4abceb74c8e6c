import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Sourced } from '../../src/model/origin.ts';
import { type Manifest, sourced } from '../../src/read/manifest.ts';
import { textIn } from '../../src/read/metadata.ts';
import { isJsonObject, type JsonObject } from '../../src/read/values.ts';

const none: JsonObject = {};

/** What a ConfigMap holds, whatever it is. */
export const dataOf = ({ body: { data } }: Manifest): JsonObject => (isJsonObject(data) ? data : none);

/** The entries of a ConfigMap as strings, each with its place. What is no string, no cluster has held: it is told. */
export function entriesOf(manifest: Manifest, report: Report): ReadonlyMap<string, Sourced<string>> {
  const { originOf } = manifest;
  const entries = Object.entries(dataOf(manifest)).map(([key, value]) => {
    const path = ['data', key];
    const text = textIn(value, path, { originOf, report }, () => undefined) ?? JSON.stringify(value);
    return [key, sourced(manifest, path, text)] as const;
  });
  return new Map(entries);
}
