/** Input is never trusted to steer a terminal: control characters and marks that turn or hide text are written out. */
export const printable = (text: string): string =>
  isPlain.test(text)
    ? text
    : text
        .replaceAll('\t', ' ')
        .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`);

/** Nearly all texts are, and classes of Unicode are dear to look for. */
const isPlain = /^[ -~]*$/;
