import type { Code } from '../diagnostics/catalogue.ts';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { Span } from '../model/origin.ts';
import type { Manifest } from './manifest.ts';
import { parseManifests } from './parse.ts';

/** What a text was read as: its manifests, and each diagnostic as `CODE line:column object`. */
export interface Outcome {
  readonly manifests: readonly Manifest[];
  readonly said: readonly string[];
}

/** Reads a text as `shop.yaml`. */
export function read(text: string): Outcome {
  const said: string[] = [];
  const report: Report = (code: Code, _data, [at]) => {
    const name = at?.object === undefined ? '' : ` ${at.object.name}`;
    said.push(`${code} ${at?.span?.line}:${at?.span?.column}${name}`);
  };
  return { manifests: parseManifests('shop.yaml', text, report), said };
}

/** An object with a `spec`, which is JSON or YAML on one line. */
export function thing(spec: string, name = 'shop'): string {
  return `apiVersion: v1\nkind: Thing\nmetadata: {name: ${name}}\nspec: ${spec}\n`;
}

/** The text that a span covers. */
export function textAt(text: string, span: Span | undefined): string | undefined {
  if (span === undefined) return undefined;
  return text
    .split('\n')
    [span.line - 1]?.replace('\uFEFF', '')
    .slice(span.column - 1, span.column - 1 + span.length);
}
