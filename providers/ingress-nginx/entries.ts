import type { Report } from '../../src/diagnostics/diagnostic.ts';
import type { Sourced } from '../../src/model/origin.ts';
import { type JsonValue, type Manifest, sourced } from '../../src/read/manifest.ts';
import { isJsonObject, typeOf } from '../../src/read/values.ts';

/** The entries of a ConfigMap as strings, each with its place. What is no string, no cluster has held: it is told. */
export function entriesOf(manifest: Manifest, report: Report): ReadonlyMap<string, Sourced<string>> {
  const { data } = manifest.body;
  const entries = isJsonObject(data) ? Object.entries(data) : [];
  return new Map(
    entries.map(([key, value]) => [key, sourced(manifest, ['data', key], textOf(value, key, manifest, report))]),
  );
}

function textOf(value: JsonValue, key: string, { originOf }: Manifest, report: Report): string {
  if (typeof value === 'string') return value;
  // The API server reads `null` as the empty string and says nothing.
  if (value === null) return '';
  const path = ['data', key];
  const [type, written] = [typeOf(value), typeof value === 'object' ? JSON.stringify(value) : String(value)];
  const about = { field: path.join('.'), type };
  if (typeof value === 'object') report('I2G1009', about, [originOf(path)]);
  else report('I2G1008', { ...about, written }, [originOf(path)]);
  return written;
}
