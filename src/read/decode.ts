import { type Buffer, isUtf8 } from 'node:buffer';

/** Stands for bytes that are no UTF-8. Text that was decoded never holds half of a pair by itself. */
export const notUtf8 = '\uDCFF';

const replacement = '\uFFFD';

/**
 * The text of bytes: UTF-8, or UTF-16 where a byte order mark says so, as PowerShell writes it. Bytes that are neither
 * keep their place in the text, for a message at their line: a name in which they were replaced would be another name.
 */
export function decode(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return [...linesOf(bytes)]
    .map((line) => {
      const text = line.toString('utf8');
      return isUtf8(line) ? text : text.replaceAll(replacement, notUtf8);
    })
    .join('');
}

function* linesOf(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    yield bytes.subarray(start, end);
    start = end;
  }
}
