import type { Report } from '../diagnostics/diagnostic.ts';
import type { Source } from '../model/origin.ts';
import { readDocument } from './document.ts';
import { documentsIn, type TextDocument } from './documents.ts';
import type { Fault } from './faults.ts';
import { type Candidate, itemsOf } from './lists.ts';
import type { Manifest } from './manifest.ts';
import { manifestOf, type OriginAt } from './objects.ts';
import { spansIn } from './positions.ts';
import { templateMarkIn } from './templates.ts';
import { TextOrigin } from './text-origin.ts';
import type { DuplicateKey, Tree } from './tree.ts';

/** Reads every Kubernetes object of a file as kubectl would, and reports what is wrong with the others. */
export function parseManifests(path: string, text: string, report: Report): Manifest[] {
  const source: Source = { kind: 'file', path, text };
  // A lone carriage return ends a line as well. Nothing moves, so positions hold in the text as it was.
  const lines = text.replaceAll(/\r(?!\n)/g, '\n');
  const spanOf = spansIn(lines);
  const originAt: OriginAt = (extentOf, fieldPath, object) =>
    new TextOrigin(source, spanOf, extentOf, fieldPath, object);

  return [...manifestsOf(lines, originAt, report)];
}

function* manifestsOf(text: string, originAt: OriginAt, report: Report): Generator<Manifest> {
  for (const document of documentsIn(text)) {
    const reading = readDocument(text, document);
    if (reading.kind === 'broken') {
      reportFault(reading.fault, text, document, originAt, report);
      continue;
    }
    if (reading.tree !== undefined) yield* manifestsIn(reading.tree, originAt, report);
    const { unread } = reading;
    if (unread !== undefined) report('I2G1006', {}, [originAt(() => unread, [])]);
  }
}

function reportFault(fault: Fault, text: string, document: TextDocument, originAt: OriginAt, report: Report): void {
  const mark = templateMarkIn(text, document, fault);
  if (mark === undefined) report('I2G1001', { problem: fault.problem }, [originAt(() => fault, [])]);
  else report('I2G1002', { mark: text.slice(mark.start, mark.end) }, [originAt(() => mark, [])]);
}

function* manifestsIn({ value, place, duplicates }: Tree, originAt: OriginAt, report: Report): Generator<Manifest> {
  // Items and duplicates both come in the order of the text, so one pass over each is enough.
  const rest = duplicates.values();
  let duplicate = rest.next().value;
  for (const item of itemsOf({ value, place, path: [] })) {
    const manifest = manifestOf(item, originAt, report);
    for (; duplicate !== undefined && duplicate.place.start < item.place.end; duplicate = rest.next().value) {
      reportDuplicate(duplicate, item, manifest, originAt, report);
    }
    if (manifest !== undefined) yield manifest;
  }
  for (; duplicate !== undefined; duplicate = rest.next().value) {
    const { path, place } = duplicate;
    report('I2G1005', { key: keyOf(duplicate) }, [originAt(() => place, path)]);
  }
}

function reportDuplicate(
  duplicate: DuplicateKey,
  item: Candidate,
  manifest: Manifest | undefined,
  originAt: OriginAt,
  report: Report,
): void {
  const { path, place } = duplicate;
  const data = { key: keyOf(duplicate) };
  if (place.start < item.place.start) report('I2G1005', data, [originAt(() => place, path)]);
  else if (manifest !== undefined) {
    report('I2G1005', data, [originAt(() => place, path.slice(item.path.length), manifest.ref)]);
  }
}

function keyOf({ path }: DuplicateKey): string {
  return String(path.at(-1));
}
