import type { Report } from '../diagnostics/diagnostic.ts';
import type { Source } from '../model/origin.ts';
import { readDocument } from './document.ts';
import { documentsIn, type TextDocument } from './documents.ts';
import type { Fault } from './faults.ts';
import { type Candidate, itemsOf } from './lists.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf } from './objects.ts';
import { type LocatedText, originAt } from './origins.ts';
import { spansIn } from './positions.ts';
import { templateMarkIn } from './templates.ts';
import type { DuplicateKey, Tree } from './tree.ts';

/** Reads every Kubernetes object of a file as kubectl would, and reports what is wrong with the others. */
export function parseManifests(path: string, text: string, report: Report): Manifest[] {
  const source: Source = { kind: 'file', path, text };
  // A lone carriage return ends a line as well. Nothing moves, so positions hold in the text as it was.
  const lines = text.includes('\r') ? text.replaceAll(/\r(?!\n)/g, '\n') : text;
  const located = { source, spanOf: spansIn(lines) };
  const manifests: Manifest[] = [];
  for (const document of documentsIn(lines)) {
    const reading = readDocument(lines, document);
    if (reading.kind === 'broken') {
      reportFault(reading.fault, lines, document, located, report);
      continue;
    }
    if (reading.tree !== undefined) addManifests(reading.tree, located, report, manifests);
    if (reading.unread !== undefined) report('I2G1006', {}, [originAt(located, reading.unread, [])]);
  }
  return manifests;
}

function reportFault(fault: Fault, text: string, document: TextDocument, located: LocatedText, report: Report): void {
  const mark = templateMarkIn(text, document, fault);
  if (mark === undefined) report('I2G1001', { problem: fault.problem }, [originAt(located, fault, [])]);
  else report('I2G1002', { mark: text.slice(mark.start, mark.end) }, [originAt(located, mark, [])]);
}

function addManifests(
  { value, place, duplicates }: Tree,
  located: LocatedText,
  report: Report,
  manifests: Manifest[],
): void {
  // Items and duplicates both come in the order of the text, so one pass over each is enough.
  let next = 0;
  for (const item of itemsOf({ value, place, path: [] })) {
    const manifest = manifestOf(item, located, report);
    for (let one = duplicates[next]; one !== undefined && one.place.start < item.place.end; one = duplicates[next]) {
      reportDuplicate(one, item, manifest, located, report);
      next += 1;
    }
    if (manifest !== undefined) manifests.push(manifest);
  }
  for (const duplicate of duplicates.slice(next)) {
    report('I2G1005', { key: keyOf(duplicate) }, [originAt(located, duplicate.place, duplicate.path)]);
  }
}

function reportDuplicate(
  duplicate: DuplicateKey,
  item: Candidate,
  manifest: Manifest | undefined,
  located: LocatedText,
  report: Report,
): void {
  const { path, place } = duplicate;
  const data = { key: keyOf(duplicate) };
  if (place.start < item.place.start) report('I2G1005', data, [originAt(located, place, path)]);
  else if (manifest !== undefined) {
    report('I2G1005', data, [originAt(located, place, path.slice(item.path.length), manifest.ref)]);
  }
}

function keyOf({ path }: DuplicateKey): string {
  return String(path.at(-1));
}
