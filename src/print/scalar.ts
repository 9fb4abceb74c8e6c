import { Document, isScalar, Scalar, visit } from 'yaml';
import { plainValueOf } from '../read/scalars.ts';
import { remembering } from '../remembering.ts';
import { isSteering, withoutSteering } from './steering.ts';

/** A key. */
export const keyText = (key: string): string =>
  plainKey.test(key) && isItself(key) ? key : written({ [key]: 0 }).slice(0, -': 0\n'.length);

/**
 * A scalar behind a key or a dash; its margin is what the lines there begin with, the end of the line before included. The lines
 * of a block of text stand further to the right.
 */
export function scalarText(value: unknown, margin: string): string {
  if (typeof value === 'string' && !value.includes('\n')) return lineOf(value);
  if (value === null || typeof value === 'boolean' || Number.isSafeInteger(value)) return String(value);
  return valueWritten(value).replaceAll(/\n(?!\n|$)/g, margin);
}

/** A text without a line break. To look at it again is no dearer than to remember it, but where the library decides. */
function lineOf(text: string): string {
  if (plain.test(text) && isItself(text)) return text;
  return quoted.test(text) || (bare.test(text) && !isItself(text)) ? `"${text}"` : doubtful(text);
}

// Nothing but what is beyond all doubt: the library decides about the rest.
const plainKey = /^[A-Za-z][\w./-]*$/;
/** What begins with a digit has to end in a way that no number does. */
const plain = /^(?:\d[\w.-]*(?:[g-zG-Z]|\/\d+)|:?[A-Za-z/^$(](?:[: ]?[\w/.^$()+*?=|\\~;@%&,"'{}[\]!<>-])*)$/;
/** What may be a number or another word that means something. */
const bare = /^[\w.+-]*$/;
/** It begins with a character that has a meaning. */
const quoted = /^[*{[#@%!&|>`,](?:[\w/.^$()+*?=|~;@%&,{}[\]!<>:# -])*$/;

/** Whether kubectl reads a plain text as that text. It takes more words for booleans and numbers than YAML 1.2 does. */
const isItself = (text: string): boolean => plainValueOf(text) === text;

/** What the library makes of a mapping. */
function written(mapping: object): string {
  const document = new Document(mapping, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      if (isScalar(node) && typeof node.value === 'string' && needsQuotes(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return withoutSteering(document.toString({ indentSeq: false, lineWidth: 0 }));
}

const valueWritten = (value: unknown): string => written({ value }).slice('value: '.length, -1);

const doubtful = remembering(valueWritten);

const needsQuotes = (text: string): boolean => isSteering(text) || (!text.includes('\n') && !isItself(text));
