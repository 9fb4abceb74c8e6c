import { parseDocument } from 'yaml';
import { lazily } from '../lazily.ts';
import type { TextDocument } from './documents.ts';
import { type Fault, forbiddenCharacterIn, parserFaultOf } from './faults.ts';
import type { Place } from './places.ts';
import type { Extent } from './positions.ts';
import { readSimply } from './simple-document.ts';
import { type Tree, treeOf } from './tree.ts';

/** What became of the text of one document. */
export type Reading =
  | { readonly kind: 'broken'; readonly fault: Fault }
  | {
      readonly kind: 'read';
      /** Absent where there are only comments, or `null`. */
      readonly tree: Tree | undefined;
      /** Where another document begins after `...`. */
      readonly unread: Extent | undefined;
    };

/** Reads the text of one document. */
export function readDocument(text: string, document: TextDocument): Reading {
  const { afterSeparator } = document;
  if (afterSeparator !== undefined) {
    return { kind: 'broken', fault: { ...afterSeparator, problem: 'only a comment may follow `---` on its line' } };
  }
  return readSimpleDocument(text, document) ?? readAnyDocument(text, document);
}

/** What the simple reader makes of a document. Few are asked for their places, so those are found when they are. */
export function readSimpleDocument(text: string, document: Extent): Reading | undefined {
  const part = readSimply(text, document, false);
  if (part === undefined) return undefined;
  if (part.value === null) return { kind: 'read', tree: undefined, unread: undefined };
  const place = lazily((): Place => readSimply(text, document, true) ?? part);
  return { kind: 'read', tree: { value: part.value, place, duplicates: none }, unread: undefined };
}

/** A simple document has no key twice. */
const none: readonly never[] = [];

/** What the full reader makes of a document: the truth, where the two differ. */
export function readAnyDocument(text: string, { start, end }: Extent): Reading {
  const body = text.slice(start, end);
  const forbidden = forbiddenCharacterIn(body, start);
  if (forbidden !== undefined) return { kind: 'broken', fault: forbidden };
  const { contents, errors } = parseDocument(body, options);
  const error = errors.find(({ code }) => code !== 'MULTIPLE_DOCS');
  if (error !== undefined) return { kind: 'broken', fault: parserFaultOf(error, body, start) };
  const next = errors[0]?.pos;
  const unread = next && { start: start + next[0], end: start + next[1] };
  if (contents === null) return { kind: 'read', tree: undefined, unread };
  const tree = treeOf(contents, text, start);
  if (tree.fault !== undefined) return { kind: 'broken', fault: tree.fault };
  return { kind: 'read', tree: tree.value === null ? undefined : tree, unread };
}

// Scalars, tags and keys are kubectl's business, not YAML's: the walk over the tree sees to them.
const options = {
  schema: 'failsafe',
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'error',
} as const;
